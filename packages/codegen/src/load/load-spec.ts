import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isProviderName, NAME_RULE } from "../provider-name.ts";
import { bundleFile, parseFile } from "../redocly/bundle.ts";
import type { LintSubject } from "../redocly/findings.ts";
import { type FetchRemote, RecordingResolver } from "../redocly/recording-resolver.ts";
import { toSpecPlace } from "../redocly/to-spec-place.ts";
import { SpecError, type SpecPlace } from "../spec-error.ts";
import { applyOverlay } from "./apply-overlay.ts";
import { assertOpenApi } from "./assert-open-api.ts";
import { assertRefs } from "./assert-refs.ts";
import { checkSources } from "./check-sources.ts";
import { displayPath } from "./display-path.ts";
import { rootFile } from "./root-file.ts";
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

/** How a spec is read. */
export interface LoadOptions {
  /** Follows a `$ref` to an address. Default: it is refused. */
  readonly fetchRemote?: FetchRemote;
}

/**
 * Reads a spec folder: bundles `openapi.yaml` (or `.yml`, or `.json`) with the files that it refers to, and applies
 * `overlay.yaml` where there is one.
 *
 * @throws SpecError naming the file and place of the first thing that is wrong.
 */
export async function loadSpec(folder: string, options: LoadOptions = {}): Promise<Spec> {
  const root = resolve(folder);
  const file = rootFile(root);
  if (file === undefined) throw noSpec(root);
  if (!isProviderName(basename(root))) {
    throw new SpecError(`"${basename(root)}" cannot be a provider's name: ${NAME_RULE}.`, {
      place: { file: displayPath(root) },
      remedy: "Rename the folder, as `acme` or `acme-kyc`.",
    });
  }
  const resolver = new RecordingResolver(root, options.fetchRemote);
  await checkSources(root, resolver);
  const { places } = resolver;
  const parsed = await parseFile(file, resolver);
  assertOpenApi(parsed);
  const document = toTree(await bundleFile(parsed, resolver), places, displayPath(file));
  const overlay = join(root, "overlay.yaml");
  if (existsSync(overlay)) {
    applyOverlay(document, await parseFile(overlay, resolver), places);
  }
  const subject: LintSubject = { file, document, places };
  await assertRefs(subject);
  const placeOf = (pointer: string): SpecPlace => {
    const place = places.locate(document, pointer);
    return place ? toSpecPlace(place, pointer) : { file: displayPath(file), pointer };
  };
  return { name: basename(root), file: displayPath(file), document, placeOf, subject };
}

function noSpec(root: string): SpecError {
  const isFolder = existsSync(root) && statSync(root).isDirectory();
  return new SpecError(
    isFolder ? "The folder holds no openapi.yaml." : "There is no such spec folder.",
    {
      place: { file: displayPath(root) },
      remedy: `Name a folder that holds an openapi.yaml${knownSpecs(dirname(root))}.`,
    },
  );
}

function knownSpecs(parent: string): string {
  if (!existsSync(parent)) return "";
  const known = readdirSync(parent).filter((name) => rootFile(join(parent, name)) !== undefined);
  return known.length === 0 ? "" : `; in ${displayPath(parent)}: ${known.sort().join(", ")}`;
}
