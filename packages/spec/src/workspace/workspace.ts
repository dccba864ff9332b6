import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isObject } from "../json/is-object.ts";
import { rootFile } from "../load/root-file.ts";
import { displayPath } from "../problem/display-path.ts";
import { SpecError } from "../problem/spec-error.ts";

/** Where a repository keeps its specs and its provider packages. */
export interface Workspace {
  /** Absolute path of the folder with the specs. */
  readonly root: string;
  /** Names of the providers that have a spec, sorted. */
  readonly providers: readonly string[];
  /** Prefix of the provider packages' names: `@countersign`. */
  readonly scope: string;
  /** Returns the absolute path of a provider's spec folder. */
  specFolder(name: string): string;
  /** Returns the absolute path of a provider's package. */
  packageFolder(name: string): string;
  /** Returns the name of a provider's package: `@countersign/paywint`. */
  packageName(name: string): string;
}

interface Layout {
  readonly specs: string;
  readonly providers: string;
  readonly scope: string;
}

const DEFAULT_LAYOUT: Layout = {
  specs: "specs",
  providers: "packages/providers",
  scope: "@countersign",
};

/**
 * Returns the workspace that a folder belongs to: itself or the nearest folder above it that has specs. Its
 * package.json may override the layout:
 * `"countersign": { "specs": "apis", "providers": "packages", "scope": "@acme" }`.
 *
 * @throws SpecError when there is none.
 */
export function findWorkspace(from: string = process.cwd()): Workspace {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    const layout = layoutOf(folder);
    if (existsSync(join(folder, layout.specs))) return toWorkspace(folder, layout);
    if (dirname(folder) === folder) break;
  }
  throw new SpecError("There is no specs folder here or in any parent folder.", {
    location: { file: displayPath(start) },
    remedy: "Run the command inside the repository, or specify the folders.",
  });
}

/**
 * Returns the requested names without duplicates, or all providers if none are requested.
 *
 * @throws SpecError for a name without a spec.
 */
export function chosenProviders(workspace: Workspace, names: readonly string[]): readonly string[] {
  for (const name of names) {
    if (workspace.providers.includes(name)) continue;
    throw new SpecError(`There is no spec called "${name}".`, {
      location: { file: displayPath(dirname(workspace.specFolder("any"))) },
      remedy: `Choose one of: ${workspace.providers.join(", ")}.`,
    });
  }
  return names.length > 0 ? [...new Set(names)] : workspace.providers;
}

function layoutOf(folder: string): Layout {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return DEFAULT_LAYOUT;
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Package managers report an invalid package.json; here it is ignored.
    return DEFAULT_LAYOUT;
  }
  const given = isObject(manifest) && isObject(manifest.countersign) ? manifest.countersign : {};
  return { ...DEFAULT_LAYOUT, ...given };
}

function toWorkspace(root: string, { specs, providers, scope }: Layout): Workspace {
  const specFolder = (name: string): string => join(root, specs, name);
  return {
    root,
    scope,
    providers: readdirSync(join(root, specs), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && rootFile(specFolder(entry.name)) !== undefined)
      .map(({ name }) => name)
      .sort(),
    specFolder,
    packageFolder: (name) => join(root, providers, name),
    packageName: (name) => `${scope}/${name}`,
  };
}
