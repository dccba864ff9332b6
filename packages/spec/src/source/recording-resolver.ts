import { isAbsolute, relative } from "node:path";
import { BaseResolver, type Document, Source } from "@redocly/openapi-core";
import { assertTree } from "./assert-tree.ts";
import { NodeLocations } from "./node-locations.ts";
import { parseJson } from "./parse-json.ts";

/** Returns the text of a file at an address. */
export type FetchRef = (address: string) => Promise<string>;

/** Reads the files of one folder, refuses everything else, and records where every node stands. */
export class RecordingResolver extends BaseResolver {
  readonly locations: NodeLocations<Source> = new NodeLocations<Source>();
  readonly #folder: string;
  readonly #fetchRef: FetchRef | undefined;
  readonly #referrers = new Map<string, Set<string>>();

  /**
   * @param folder - Specs are untrusted: a `$ref` must not bring in a file from elsewhere.
   * @param fetchRef - Follows addresses, which are otherwise refused.
   */
  constructor(folder: string, fetchRef?: FetchRef) {
    super();
    this.#folder = folder;
    this.#fetchRef = fetchRef;
  }

  /** Returns the files that refer to a file by its name. */
  referrersOf(file: string): readonly string[] {
    return [...(this.#referrers.get(file) ?? [])];
  }

  override resolveExternalRef(base: string | null, ref: string): string {
    const file = super.resolveExternalRef(base, ref);
    if (base !== null) {
      this.#referrers.set(file, (this.#referrers.get(file) ?? new Set()).add(base));
    }
    return file;
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    if (/^[a-z][a-z0-9+.-]+:/i.test(absoluteRef)) {
      if (this.#fetchRef === undefined) {
        throw new Error("it is an address, and only files are followed");
      }
      return new Source(absoluteRef, await this.#fetchRef(absoluteRef));
    }
    const path = relative(this.#folder, absoluteRef);
    if (path.startsWith("..") || isAbsolute(path)) throw new Error("it leaves the spec folder");
    return super.loadExternalRef(absoluteRef);
  }

  override parseDocument(source: Source, isRoot?: boolean): Document {
    const parsed = parseJson(source.body);
    const document =
      parsed === undefined ? super.parseDocument(source, isRoot) : { source, parsed };
    assertTree(document.parsed, source);
    this.locations.record(document.parsed, source);
    return document;
  }
}
