import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmittedFile } from "@countersign/codegen/write";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { type Workspace, type WorkspaceSettings, workspaceAt } from "@countersign/spec/workspace";
import { parseDocument } from "yaml";
import { includesFolder, memberPatterns } from "../workspace/members.ts";
import { type PackageManager, packageManagerOf } from "../workspace/package-manager.ts";
import type { Decision } from "./decision.ts";
import { assumedScope, scopeProblem } from "./package-scope.ts";
import { pathIn } from "./path-in.ts";
import { rootManifest } from "./root-manifest.ts";

/** Returns the scope of a workspace's packages, given the one that is assumed. */
export type ChooseScope = (assumed: string) => Promise<string>;

/** A workspace for a new provider. */
export interface WorkspaceSetup {
  readonly workspace: Workspace;
  readonly manager: PackageManager;
  /** The files of the root that have to change so that the workspace includes the provider's package. */
  readonly files: readonly EmittedFile[];
  readonly decisions: readonly Decision[];
}

/**
 * Returns the workspace with a given root and what makes it one for a provider: settings in its package.json, which is
 * created if there is none, and the new package among those that the package manager installs.
 *
 * @param chooseScope - Called if package.json does not declare the scope of the packages.
 * @throws SpecError if the scope is invalid or is not the one that package.json declares.
 */
export async function setUpWorkspace(
  root: string,
  {
    name,
    toolVersion,
    scope,
    chooseScope = async (assumed) => assumed,
    userAgent,
  }: {
    readonly name: string;
    /** Version of `@countersign/cli` that a new workspace installs. */
    readonly toolVersion: string;
    readonly scope?: string | undefined;
    readonly chooseScope?: ChooseScope | undefined;
    readonly userAgent?: string | undefined;
  },
): Promise<WorkspaceSetup> {
  const settings = await settingsFor(root, { scope, chooseScope });
  const workspace = workspaceAt(root, settings);
  const manager = packageManagerOf(root, userAgent);
  const files = [
    ...rootManifest(workspace, { name, toolVersion, manager, settings }),
    ...(manager === "pnpm" ? pnpmWorkspace(workspace, name) : []),
  ];
  const decisions = [
    ...includedDecision(workspace, { name, files }),
    ...compiledTwice(workspace, name),
  ];
  return { workspace, manager, files, decisions };
}

/** Returns the settings that package.json lacks. They are recorded, because other commands rely on them. */
async function settingsFor(
  root: string,
  { scope, chooseScope }: { scope: string | undefined; chooseScope: ChooseScope },
): Promise<Partial<WorkspaceSettings>> {
  const { settings } = workspaceAt(root);
  const file = displayPath(join(root, "package.json"));
  if (settings.scope !== undefined && scope !== undefined && scope !== settings.scope) {
    throw new SpecError(`The packages of this workspace have the scope "${settings.scope}".`, {
      location: { file },
      remedy: "Omit the scope, or change `countersign.scope` in package.json first.",
    });
  }
  const chosen = settings.scope ?? scope ?? (await chooseScope(assumedScope(root)));
  const problem = scopeProblem(chosen);
  if (problem !== undefined) {
    throw new SpecError(problem, { location: { file }, remedy: "Choose another scope." });
  }
  const hasProviders = existsSync(join(root, "packages/providers"));
  return {
    ...(settings.providers === undefined && {
      providers: hasProviders ? "packages/providers" : "packages",
    }),
    ...(settings.scope === undefined && { scope: chosen }),
  };
}

function pnpmWorkspace(workspace: Workspace, name: string): EmittedFile[] {
  const folder = pathIn(workspace, workspace.packageFolder(name));
  if (includesFolder(memberPatterns(workspace.root), folder)) return [];
  const path = "pnpm-workspace.yaml";
  const file = join(workspace.root, path);
  const document = parseDocument(existsSync(file) ? readFileSync(file, "utf8") : "");
  if (document.has("packages")) document.addIn(["packages"], folder);
  else document.set("packages", [folder]);
  return [{ path, text: document.toString() }];
}

function includedDecision(
  workspace: Workspace,
  { name, files }: { name: string; files: readonly EmittedFile[] },
): Decision[] {
  const [file] = files;
  if (file === undefined) return [];
  const folder = pathIn(workspace, workspace.packageFolder(name));
  const packageName = workspace.packageName(name);
  const message = `The client is the package "${packageName}" in ${folder}, and this folder a workspace that includes it. Renaming the package later breaks its imports.`;
  return [{ file: file.path, message }];
}

/** A compiler configuration without a list of files includes every package below it. */
function compiledTwice(workspace: Workspace, name: string): Decision[] {
  const path = "tsconfig.json";
  const file = join(workspace.root, path);
  if (!existsSync(file)) return [];
  if (/"(include|files|exclude|references)"\s*:/.test(readFileSync(file, "utf8"))) return [];
  const [folder = ""] = pathIn(workspace, workspace.packageFolder(name)).split("/");
  const message = `The compiler includes every file below this folder. Add \`"exclude": [${JSON.stringify(folder)}]\`: the new package has its own tsconfig.json.`;
  return [{ file: path, message }];
}
