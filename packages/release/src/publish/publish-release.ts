import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { tryRun } from "@countersign/process";
import { isLoopback, placeholders } from "../checks/placeholders.ts";
import { ReleaseError } from "../errors/release-error.ts";
import { type PlanEntry, type PublishPlan, without } from "../plan/publish-plan.ts";
import {
  assertCanPublish,
  type RegistryState,
  registryState,
  registryUrl,
} from "../registry/registry-state.ts";
import { PLAN_FILE } from "./pack-release.ts";

/** Name of the JSON file that lists the packages of a release in the registry, as `name@version`. */
export const PUBLISHED_FILE = "published.json";

/**
 * Publishes what `packRelease` packed, with Changesets. Skips packages that an interrupted run has already
 * published. If the registry has different bytes for a version, throws before the first upload.
 *
 * @param log - Called with each line of output.
 * @returns `name@version` of each package of the release that is now in the registry.
 * @throws ReleaseError if a package is not published. Run again to resume.
 */
export async function publishRelease(
  root: string,
  target: string,
  log: (line: string) => void,
): Promise<string[]> {
  const folder = resolve(root, target);
  const plan = await readPlan(folder);
  const before = await statesOf(root, { folder, plan });
  assertNoConflict(before);
  const done = namesOf(before, "same");
  for (const name of done) log(`${name} is already in the registry: skipped`);
  const left = without(plan, done);
  if (left.plan.length > 0) {
    await assertMayPublish(root);
    const output = await publishThroughChangesets(root, { folder, plan: left });
    log(output.trim());
  }
  const after = left.plan.length === 0 ? before : await statesOf(root, { folder, plan });
  return conclude(folder, after);
}

type States = ReadonlyMap<PlanEntry, RegistryState>;

async function readPlan(folder: string): Promise<PublishPlan> {
  try {
    return JSON.parse(await readFile(join(folder, PLAN_FILE), "utf8"));
  } catch {
    throw new ReleaseError(
      `There is no packed release in ${folder}.`,
      "Create one with `pnpm release pack <folder>`.",
    );
  }
}

/**
 * Asserts that packages may be published from here: users can find the sources and report problems, and the
 * registry accepts the token.
 *
 * @throws ReleaseError for placeholders, a missing or wrong token, or a registry that does not respond.
 */
export async function assertMayPublish(root: string): Promise<void> {
  await assertNoPlaceholders(root);
  await assertCanPublish(root);
}

async function assertNoPlaceholders(root: string): Promise<void> {
  const open = placeholders(root);
  if (open.length === 0 || isLoopback(await registryUrl(root))) return;
  throw new ReleaseError(
    `Cannot publish while there are placeholders:\n  ${open.join("\n  ")}`,
    "Fill them in. A test then names each manifest that must be updated.",
  );
}

async function statesOf(
  root: string,
  { folder, plan }: { folder: string; plan: PublishPlan },
): Promise<States> {
  const entries = plan.plan.flat();
  const states = await Promise.all(
    entries.map((entry) =>
      registryState(root, { ...entry, tarball: join(folder, entry.tarball?.path ?? "") }),
    ),
  );
  return new Map(entries.map((entry, index) => [entry, states[index] ?? "absent"]));
}

function namesOf(states: States, selected: RegistryState): ReadonlySet<string> {
  return new Set([...states].filter(([, state]) => state === selected).map(([{ name }]) => name));
}

function assertNoConflict(states: States): void {
  const conflicts = listed(states, ["different"]);
  if (conflicts.length === 0) return;
  throw new ReleaseError(
    `The registry has different content for the same version:\n  ${conflicts.join("\n  ")}`,
    "A version cannot be published twice. Fetch the tags (`git fetch --tags`) in case it was already released; otherwise add a changeset to get a new version.",
  );
}

async function publishThroughChangesets(
  root: string,
  { folder, plan }: { folder: string; plan: PublishPlan },
): Promise<string> {
  const attempt = join(folder, "attempt");
  await mkdir(attempt, { recursive: true });
  const moved = plan.plan.map((group) =>
    group.map(({ tarball, ...entry }) => ({
      ...entry,
      tarball: tarball && { ...tarball, path: `../${tarball.path}` },
    })),
  );
  await writeFile(join(attempt, PLAN_FILE), JSON.stringify({ ...plan, plan: moved }));
  const { stdout, stderr } = await tryRun(
    "pnpm",
    ["exec", "changeset", "publish", "--from-pack-dir", attempt, "--no-git-tag"],
    // Without the progress spinner, which a log would record frame by frame.
    { cwd: root, env: { ...process.env, CI: "true", NO_COLOR: "1" } },
  );
  // The exit code is ignored: the caller checks the registry next.
  return stripVTControlCharacters(`${stdout}${stderr}`).replace(/^[◒◐◓◑].*\n/gm, "");
}

async function conclude(folder: string, states: States): Promise<string[]> {
  const published = listed(states, ["same"]);
  await writeFile(join(folder, PUBLISHED_FILE), `${JSON.stringify(published, null, 2)}\n`);
  const missing = listed(states, ["absent", "different"]);
  if (missing.length === 0) return published;
  throw new ReleaseError(
    `Not everything was published.\n  in the registry: ${published.join(", ") || "nothing"}\n  missing: ${missing.join(", ")}`,
    "Run the same command again to publish what is missing.",
  );
}

function listed(states: States, selected: readonly RegistryState[]): string[] {
  return [...states]
    .filter(([, state]) => selected.includes(state))
    .map(([{ name, version }]) => `${name}@${version}`);
}
