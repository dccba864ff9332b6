import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { run } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";
import { buildPackages } from "../packing/pack-packages.ts";
import { toPublishPlan } from "../plan/publish-plan.ts";
import { plannedReleases, unreleasedPackages } from "../plan/release-plan.ts";
import { assertCleanTree } from "../repository/git.ts";

/** Name of the plan file that `changeset publish` reads from a folder. */
export const PLAN_FILE = "publish-plan.json";

/**
 * Builds and packs every unreleased version into a folder, with a publish plan. Needs neither credentials nor
 * network, so that packing and publishing can be separate jobs.
 *
 * @returns `name@version` of each packed package; an empty list if every version is released.
 * @throws ReleaseError for uncommitted changes, pending release notes, or a folder that is not empty.
 */
export async function packRelease(root: string, target: string): Promise<string[]> {
  const folder = resolve(root, target);
  await assertReleasable(root);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new ReleaseError(`The folder ${target} is not empty.`, "Name a new or empty folder.");
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
 * Asserts that the working tree is clean and no release notes are pending.
 *
 * @throws ReleaseError that names the changed files, or the packages with pending notes.
 */
export async function assertReleasable(root: string): Promise<void> {
  await assertCleanTree(root);
  const pending = await plannedReleases(root);
  if (pending.length === 0) return;
  const names = pending.map(({ name, to }) => `\n  ${name} ${to}`).join("");
  throw new ReleaseError(
    `There are pending release notes:${names}`,
    "Merge the version pull request first, or run `pnpm changeset version` and commit the result.",
  );
}
