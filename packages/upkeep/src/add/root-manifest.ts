import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmittedFile } from "@countersign/codegen/write";
import type { Workspace, WorkspaceSettings } from "@countersign/spec/workspace";
import { includesFolder, memberPatterns } from "../workspace/members.ts";
import type { PackageManager } from "../workspace/package-manager.ts";
import { readManifest, recordAt } from "../workspace/packages.ts";
import { projectName } from "./package-scope.ts";
import { pathIn } from "./path-in.ts";

/**
 * Returns the root's package.json with the settings that it lacks, and with the provider's package among those that it
 * includes and depends on; nothing if it has all of that already. It is created if there is none.
 *
 * @param settings - Settings to record.
 * @param toolVersion - Version of `@countersign/cli` that a new workspace installs.
 */
export function rootManifest(
  workspace: Workspace,
  {
    name,
    toolVersion,
    manager,
    settings,
  }: {
    name: string;
    toolVersion: string;
    manager: PackageManager;
    settings: Partial<WorkspaceSettings>;
  },
): EmittedFile[] {
  const file = join(workspace.root, "package.json");
  const isNew = !existsSync(file);
  const text = isNew ? undefined : readFileSync(file, "utf8");
  const manifest = isNew
    ? { name: projectName(workspace.root), private: true }
    : readManifest(file);
  const wanted = {
    ...manifest,
    ...(manager !== "pnpm" && workspacesField(workspace, { name, manifest })),
    ...(Object.keys(settings).length > 0 && {
      countersign: { ...recordAt(manifest, "countersign"), ...settings },
    }),
    ...dependencyOfRoot(workspace, { name, manager, manifest }),
    ...(Object.keys(settings).length > 0 && tool(manifest, toolVersion)),
  };
  const indent = /^\{\r?\n([ \t]+)/.exec(text ?? "")?.[1] ?? "  ";
  const emitted = `${JSON.stringify(wanted, null, indent)}\n`;
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(manifest);
  return isNew || isChanged ? [{ path: "package.json", text: emitted }] : [];
}

function workspacesField(
  workspace: Workspace,
  { name, manifest }: { name: string; manifest: Readonly<Record<string, unknown>> },
): object {
  const folder = pathIn(workspace, workspace.packageFolder(name));
  const patterns = memberPatterns(workspace.root);
  if (includesFolder(patterns, folder)) return {};
  const { workspaces } = manifest;
  const all = [...patterns, folder];
  const isNested = typeof workspaces === "object" && !Array.isArray(workspaces);
  return { workspaces: isNested ? { ...workspaces, packages: all } : all };
}

/** A project that had no packages of its own is an application, which will import the client. */
function dependencyOfRoot(
  workspace: Workspace,
  {
    name,
    manager,
    manifest,
  }: { name: string; manager: PackageManager; manifest: Readonly<Record<string, unknown>> },
): object {
  const dependencies = recordAt(manifest, "dependencies");
  const peers = workspace.providers.map((peer) => workspace.packageName(peer));
  const isUser = peers.some((peer) => peer in dependencies);
  if (memberPatterns(workspace.root).length > 0 && !isUser) return {};
  // npm has no protocol for workspaces, and links a package of the workspace that satisfies the range.
  const version = manager === "pnpm" ? "workspace:^" : "*";
  return { dependencies: { ...dependencies, [workspace.packageName(name)]: version } };
}

/** The command itself, so that it runs with one version in every folder of the workspace. */
function tool(manifest: Readonly<Record<string, unknown>>, version: string): object {
  const name = "@countersign/cli";
  const [dependencies, devDependencies] = [
    recordAt(manifest, "dependencies"),
    recordAt(manifest, "devDependencies"),
  ];
  if (name in dependencies || name in devDependencies) return {};
  return { devDependencies: { ...devDependencies, [name]: `^${version}` } };
}
