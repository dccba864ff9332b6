import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { displayPath } from "../problem/display-path.ts";
import { SpecError } from "../problem/spec-error.ts";
import { parseFile } from "../source/parse-file.ts";
import { type FetchRef, RecordingResolver } from "../source/recording-resolver.ts";
import { checkSources } from "./check-sources.ts";
import { composeSpec } from "./compose-spec.ts";
import { isProviderName, NAME_RULE } from "./provider-name.ts";
import { rootFile } from "./root-file.ts";
import type { Spec } from "./spec.ts";

/** Options for reading a spec. */
export interface LoadOptions {
  /** Fetches a `$ref` to a URL. Default: refused. */
  readonly fetchRef?: FetchRef;
}

/**
 * Reads a spec folder: bundles `openapi.yaml` (or `.yml`, or `.json`) with the files that it refers to, and
 * applies `overlay.yaml` if there is one.
 *
 * @throws SpecError with the file and location of each problem.
 */
export async function loadSpec(folder: string, options: LoadOptions = {}): Promise<Spec> {
  const root = resolve(folder);
  const file = rootFile(root);
  if (file === undefined) throw noSpec(root);
  if (!isProviderName(basename(root))) {
    throw new SpecError(`"${basename(root)}" is not a valid provider name: ${NAME_RULE}.`, {
      location: { file: displayPath(root) },
      remedy: "Rename the folder to something like `acme` or `acme-kyc`.",
    });
  }
  const resolver = new RecordingResolver(root, options.fetchRef);
  await checkSources(root, resolver);
  const overlay = join(root, "overlay.yaml");
  return composeSpec({
    name: basename(root),
    file,
    root: await parseFile(file, resolver),
    overlays: async () => (existsSync(overlay) ? [await parseFile(overlay, resolver)] : []),
    resolver,
  });
}

function noSpec(root: string): SpecError {
  const isFolder = existsSync(root) && statSync(root).isDirectory();
  return new SpecError(
    isFolder ? "The folder has no openapi.yaml." : "The spec folder does not exist.",
    {
      location: { file: displayPath(root) },
      remedy: `Specify a folder with an openapi.yaml${knownSpecs(dirname(root))}.`,
    },
  );
}

function knownSpecs(parent: string): string {
  if (!existsSync(parent)) return "";
  const known = readdirSync(parent).filter((name) => rootFile(join(parent, name)) !== undefined);
  return known.length === 0 ? "" : `; in ${displayPath(parent)}: ${known.sort().join(", ")}`;
}
