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
  /** Scope of the provider packages' names, such as `@countersign`; empty if they have none. */
  readonly scope: string;
  /** The settings that its package.json declares. */
  readonly settings: Partial<WorkspaceSettings>;
  /** Whether provider packages use the compiler, test and task configuration of the root instead of their own. */
  readonly sharesTools: boolean;
  /** Returns the absolute path of a provider's spec folder. */
  specFolder(name: string): string;
  /** Returns the absolute path of a provider's package. */
  packageFolder(name: string): string;
  /** Returns the name of a provider's package: `@countersign/paywint`. */
  packageName(name: string): string;
}

/** The settings of a workspace, below `countersign` in its package.json. */
export interface WorkspaceSettings {
  /** Path from the root to the folder of the specs. */
  readonly specs: string;
  /** Path from the root to the folder of the provider packages. */
  readonly providers: string;
  readonly scope: string;
  readonly sharedTools: boolean;
}

const DEFAULTS: WorkspaceSettings = {
  specs: "specs",
  providers: "packages/providers",
  scope: "@countersign",
  sharedTools: false,
};

/**
 * Returns the workspace that a folder belongs to, as {@link findOptionalWorkspace} does.
 *
 * @throws SpecError when there is none.
 */
export function findWorkspace(from: string = process.cwd()): Workspace {
  const workspace = findOptionalWorkspace(from);
  if (workspace !== undefined) return workspace;
  throw new SpecError("There is no specs folder here or in any parent folder.", {
    location: { file: displayPath(resolve(from)) },
    remedy:
      "Run the command inside a workspace, specify the folders, or create a workspace with `countersign add`.",
  });
}

/**
 * Returns the workspace that a folder belongs to: itself if it has specs, or the nearest folder above it that has specs
 * and a package.json; undefined if there is none. The package.json may override the layout:
 * `"countersign": { "specs": "apis", "providers": "packages", "scope": "@acme" }`.
 */
export function findOptionalWorkspace(from: string = process.cwd()): Workspace | undefined {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    const { specs } = { ...DEFAULTS, ...settingsOf(folder) };
    // Many folders are called `specs`, and most of them have nothing to do with the folders below their parent.
    const isCandidate = folder === start || existsSync(join(folder, "package.json"));
    if (isCandidate && existsSync(join(folder, specs))) return workspaceAt(folder);
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Returns the workspace with a given root, which may have no specs yet.
 *
 * @param settings - Settings that override those of the root's package.json.
 */
export function workspaceAt(root: string, settings: Partial<WorkspaceSettings> = {}): Workspace {
  const declared = settingsOf(root);
  return toWorkspace(root, { ...DEFAULTS, ...declared, ...settings }, declared);
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

function settingsOf(folder: string): Partial<WorkspaceSettings> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return {};
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // Package managers report an invalid package.json; here it is ignored.
    return {};
  }
  return isObject(manifest) && isObject(manifest.countersign) ? manifest.countersign : {};
}

function toWorkspace(
  root: string,
  { specs, providers, scope, sharedTools }: WorkspaceSettings,
  settings: Partial<WorkspaceSettings>,
): Workspace {
  const folder = join(root, specs);
  const specFolder = (name: string): string => join(folder, name);
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return {
    root,
    scope,
    settings,
    sharesTools: sharedTools,
    providers: entries
      .filter((entry) => entry.isDirectory() && rootFile(specFolder(entry.name)) !== undefined)
      .map(({ name }) => name)
      .sort(),
    specFolder,
    packageFolder: (name) => join(root, providers, name),
    packageName: (name) => (scope === "" ? name : `${scope}/${name}`),
  };
}
