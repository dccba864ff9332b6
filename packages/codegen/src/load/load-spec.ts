import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { SpecError, type SpecPlace } from "../spec-error.ts";
import { applyOverlay } from "./apply-overlay.ts";
import { assertRefs } from "./assert-refs.ts";
import { checkSources } from "./check-sources.ts";
import {
  bundleFile,
  displayPath,
  type LintSubject,
  parseFile,
  RecordingResolver,
  toSpecPlace,
} from "./redocly.ts";
import { toTree } from "./to-tree.ts";

/** A provider's spec, bundled and overlaid, and where each of its nodes comes from. */
export interface Spec {
  /** Name of the folder, which is the provider's name: `paywint`. */
  readonly name: string;
  /** Path of the root document, as a person at the terminal would write it. */
  readonly file: string;
  /** One OpenAPI document: own parts, vendored parts and every correction of the overlay. */
  readonly document: object;
  /** Where the node that a JSON pointer names is written. */
  readonly placeOf: (pointer: string) => SpecPlace;
  /** The same, for the linter. */
  readonly subject: LintSubject;
}

const PROVIDER_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/**
 * Reads a spec folder: bundles `openapi.yaml` with the files that it refers to, and applies
 * `overlay.yaml` where there is one.
 *
 * @throws SpecError naming the file and place of the first thing that is wrong.
 */
export async function loadSpec(folder: string): Promise<Spec> {
  const root = resolve(folder);
  const file = join(root, "openapi.yaml");
  assertSpecFolder(root, file);
  await checkSources(root);
  const resolver = new RecordingResolver();
  const { places } = resolver;
  const document = toTree(await bundleFile(file, resolver), places, displayPath(file));
  const overlay = join(root, "overlay.yaml");
  if (existsSync(overlay)) {
    applyOverlay(document, await parseFile(overlay, resolver), places);
  }
  assertRefs(document, places);
  const placeOf = (pointer: string): SpecPlace => {
    const place = places.locate(document, pointer);
    return place ? toSpecPlace(place, pointer) : { file: displayPath(file), pointer };
  };
  const subject: LintSubject = { file, document, places };
  return { name: basename(root), file: displayPath(file), document, placeOf, subject };
}

function assertSpecFolder(root: string, file: string): void {
  if (existsSync(file)) {
    if (PROVIDER_NAME.test(basename(root))) return;
    throw new SpecError(`"${basename(root)}" cannot be a provider's name.`, {
      place: { file: displayPath(root) },
      remedy: "Name the folder in lower case, beginning with a letter, words joined by hyphens.",
    });
  }
  const isFolder = existsSync(root) && statSync(root).isDirectory();
  throw new SpecError(isFolder ? "The folder holds no openapi.yaml." : "There is no such spec folder.", {
    place: { file: displayPath(root) },
    remedy: `Name a folder that holds an openapi.yaml${knownSpecs(dirname(root))}.`,
  });
}

function knownSpecs(parent: string): string {
  if (!existsSync(parent)) return "";
  const known = readdirSync(parent).filter((name) => existsSync(join(parent, name, "openapi.yaml")));
  return known.length === 0 ? "" : `; in ${displayPath(parent)}: ${known.sort().join(", ")}`;
}
