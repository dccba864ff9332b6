import { existsSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "./packages.ts";

/** A package manager whose commands we know. */
export type PackageManager = "npm" | "pnpm" | "yarn";

/** Files that only one package manager writes. */
const TRACES: readonly (readonly [file: string, manager: PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["pnpm-workspace.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
];

/**
 * Returns the package manager of a folder: the one that its package.json names, whose files it has, or that runs this
 * program; npm if nothing shows one.
 *
 * @param userAgent - What package managers put into the environment as `npm_config_user_agent`.
 */
export function packageManagerOf(root: string, userAgent: string | undefined): PackageManager {
  const file = join(root, "package.json");
  const named = existsSync(file) ? managerIn(readManifest(file).packageManager) : undefined;
  const traced = TRACES.find(([trace]) => existsSync(join(root, trace)))?.[1];
  return named ?? traced ?? managerIn(userAgent) ?? "npm";
}

/** Returns the package manager that a string such as `pnpm@12.21.0` or `npm/11.0.0 node/v26.0.0` begins with. */
function managerIn(text: unknown): PackageManager | undefined {
  const [, name] = /^(npm|pnpm|yarn)(?=[@/])/.exec(String(text)) ?? [];
  return name as PackageManager | undefined;
}

/** Returns the command that runs a script of one package of a workspace. */
export function scriptCommand(
  manager: PackageManager,
  { packageName, script }: { packageName: string; script: string },
): string {
  if (manager === "pnpm") return `pnpm --filter ${packageName} ${script}`;
  if (manager === "yarn") return `yarn workspace ${packageName} run ${script}`;
  return `npm ${script === "test" ? "test" : `run ${script}`} --workspace ${packageName}`;
}
