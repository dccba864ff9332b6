import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";
import { buildPackages } from "../packing/pack-packages.ts";
import { toPublishPlan } from "../plan/publish-plan.ts";
import { plannedReleases, unreleasedPackages } from "../plan/release-plan.ts";
import { assertCleanTree } from "../repository/git.ts";

/** Name of the file that `changeset publish` reads from a folder. */
export const PLAN_FILE = "publish-plan.json";

/**
 * Builds and packs every version that was not released yet, into a folder with their plan. Needs no
 * credentials and no network, so that it can be another job than the one that publishes.
 *
 * @returns `name@version` of what was packed; nothing when every version is released.
 * @throws ReleaseError for a tree with changes, release notes that are not versions yet, or a folder in use.
 */
export async function packRelease(root: string, target: string): Promise<string[]> {
  const folder = resolve(root, target);
  await assertReleasable(root);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ReleaseError(`The folder ${target} is not empty.`, "Name a new one.");
  }
  const packages = await unreleasedPackages(root);
  if (packages.length === 0) return [];
  await buildPackages(root);
  await mkdir(folder, { recursive: true });
  const planFile = join(folder, "plan.json");
  await writeFile(planFile, JSON.stringify(toPublishPlan(packages)));
  await run(
    "pnpm",
    ["exec", "changeset", "pack", "--from-publish-plan", planFile, "--out-dir", folder],
    { cwd: root },
  );
  await rm(planFile);
  return packages.map(({ name, version }) => `${name}@${version}`);
}

/**
 * Throws unless the tree is a commit whose release notes have become versions.
 *
 * @throws ReleaseError naming the changed files, or the packages that wait for a version.
 */
export async function assertReleasable(root: string): Promise<void> {
  await assertCleanTree(root);
  const pending = await plannedReleases(root);
  if (pending.length === 0) return;
  const names = pending.map(({ name, to }) => `\n  ${name} ${to}`).join("");
  throw new ReleaseError(
    `There are release notes that no version has yet:${names}`,
    "Merge the version pull request first, or run `pnpm changeset version` and commit what it writes.",
  );
}
