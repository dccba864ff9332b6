import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { findOptionalWorkspace } from "@countersign/spec/workspace";
import { includesFolder, memberPatterns } from "../workspace/members.ts";

/**
 * Returns the folder that a provider is added to: the workspace that a folder belongs to or, if there is none yet, the
 * root of the project around it, as npm and pnpm find it. A folder without a project is its own root.
 */
export function findRoot(from: string): string {
  const start = resolve(from);
  const workspace = findOptionalWorkspace(start);
  if (workspace !== undefined) return workspace.root;
  const project = foldersAbove(start).find((folder) => existsSync(join(folder, "package.json")));
  if (project === undefined) return start;
  const outer = foldersAbove(dirname(project)).find((folder) => {
    const path = relative(folder, project).split(sep).join("/");
    return includesFolder(memberPatterns(folder), path);
  });
  return outer ?? project;
}

/** Returns a folder and those above it, up to the root of the repository that it is in. */
function foldersAbove(start: string): string[] {
  const isEnd = existsSync(join(start, ".git")) || dirname(start) === start;
  return isEnd ? [start] : [start, ...foldersAbove(dirname(start))];
}
