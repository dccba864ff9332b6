import { realpath } from "node:fs/promises";
import { isAbsolute, relative } from "node:path";
import { BaseResolver, type Document, Source } from "@redocly/openapi-core";
import { assertTree } from "./assert-tree.ts";
import { NodeLocations } from "./node-locations.ts";
import { parseJson } from "./parse-json.ts";

/** Fetches a URL and returns its content. */
export type FetchRef = (url: string) => Promise<string>;

/** Reads files from one folder, refuses everything else, and records the location of every node. */
export class RecordingResolver extends BaseResolver {
  readonly locations: NodeLocations<Source> = new NodeLocations<Source>();
  readonly #folder: string;
  readonly #fetchRef: FetchRef | undefined;
  readonly #referrers = new Map<string, Set<string>>();

  /**
   * @param folder - The only folder to read from: specs are untrusted, so a `$ref` must not read other files.
   * @param fetchRef - Fetches URLs, which are otherwise refused.
   */
  constructor(folder: string, fetchRef?: FetchRef) {
    super();
    this.#folder = folder;
    this.#fetchRef = fetchRef;
  }

  /** Returns the files that refer to a file. */
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
        throw new Error("it is a URL, and only files are followed");
      }
      return new Source(absoluteRef, await this.#fetchRef(absoluteRef));
    }
    // Both as written and, beyond links, as it is: neither the name nor the content of another file may be used.
    const real = await Promise.all([realPath(this.#folder), realPath(absoluteRef)]);
    if (!isBelow(this.#folder, absoluteRef) || !isBelow(...real)) {
      throw new Error("it points outside the spec folder");
    }
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

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}

/** Returns a path without links, or the path itself if nothing is there: reading it fails with a better message. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}
