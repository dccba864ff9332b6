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
  registryAddress,
  registryState,
} from "../registry/registry-state.ts";
import { PLAN_FILE } from "./pack-release.ts";

/** Name of the file that lists what the registry has of a release: `name@version`, in JSON. */
export const PUBLISHED_FILE = "published.json";

/**
 * Publishes what `packRelease` packed, through Changesets. What the registry has already, from a run that
 * was interrupted, is left out; what it has with other bytes stops everything before the first upload.
 *
 * @param say - Takes a line for people.
 * @returns `name@version` of all that the registry has now.
 * @throws ReleaseError when not everything is published. Running again resumes.
 */
export async function publishRelease(
  root: string,
  target: string,
  say: (line: string) => void,
): Promise<string[]> {
  const folder = resolve(root, target);
  const plan = await readPlan(folder);
  const before = await statesOf(root, { folder, plan });
  assertNoConflict(before);
  const done = namesOf(before, "same");
  for (const name of done) say(`${name} is in the registry already: left as it is`);
  const left = without(plan, done);
  if (left.plan.length > 0) {
    await assertMayPublish(root);
    const output = await publishThroughChangesets(root, { folder, plan: left });
    say(output.trim());
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
      `${folder} holds no packed release.`,
      "Make it with `node scripts/release.ts pack <folder>`.",
    );
  }
}

/**
 * Throws unless packages may be published from here: people must be able to find their sources and to
 * report what is wrong with them, and the registry must know who publishes.
 *
 * @throws ReleaseError for placeholders, a missing or wrong token, and a registry that does not answer.
 */
export async function assertMayPublish(root: string): Promise<void> {
  await assertAddressed(root);
  await assertCanPublish(root);
}

async function assertAddressed(root: string): Promise<void> {
  const open = placeholders(root);
  if (open.length === 0 || isLoopback(await registryAddress(root))) return;
  throw new ReleaseError(
    `There are placeholders, so that nothing is published:\n  ${open.join("\n  ")}`,
    "Fill them in; a test then names each manifest that has to follow.",
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

function namesOf(states: States, wanted: RegistryState): ReadonlySet<string> {
  return new Set([...states].filter(([, state]) => state === wanted).map(([{ name }]) => name));
}

function assertNoConflict(states: States): void {
  const conflicts = listed(states, ["different"]);
  if (conflicts.length === 0) return;
  throw new ReleaseError(
    `The registry has other content under the same version:\n  ${conflicts.join("\n  ")}`,
    "A version cannot be published twice. Fetch the tags (`git fetch --tags`) in case it was released before; otherwise add a changeset, so that it gets a new number.",
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
    // Without a moving picture of progress, which a log would keep frame by frame.
    { cwd: root, env: { ...process.env, CI: "true", NO_COLOR: "1" } },
  );
  // Its exit code says less than the registry does, which is asked next.
  return stripVTControlCharacters(`${stdout}${stderr}`).replace(/^[◒◐◓◑].*\n/gm, "");
}

async function conclude(folder: string, states: States): Promise<string[]> {
  const published = listed(states, ["same"]);
  await writeFile(join(folder, PUBLISHED_FILE), `${JSON.stringify(published, null, 2)}\n`);
  const missing = listed(states, ["absent", "different"]);
  if (missing.length === 0) return published;
  throw new ReleaseError(
    `Not everything is published.\n  in the registry: ${published.join(", ") || "nothing"}\n  missing: ${missing.join(", ")}`,
    "Run the same command again: it goes on with what is missing.",
  );
}

function listed(states: States, wanted: readonly RegistryState[]): string[] {
  return [...states]
    .filter(([, state]) => wanted.includes(state))
    .map(([{ name, version }]) => `${name}@${version}`);
}
