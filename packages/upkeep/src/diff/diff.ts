import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { isGenerated } from "@countersign/codegen/generate";
import { isObject } from "@countersign/spec/json";
import { loadSpec, rootFile, type Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toModel } from "@countersign/spec/model";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { NodeLocations } from "@countersign/spec/source";
import { chosenProviders, findWorkspace, type Workspace } from "@countersign/spec/workspace";
import { baseOf } from "./base.ts";
import type { Change } from "./change.ts";
import { compareModels } from "./compare-models.ts";
import { GitHistory, type GitRef } from "./git.ts";
import { policyOf } from "./policy.ts";
import { byRating, highest, type Rating } from "./rating.ts";
import { redoclyDiff } from "./redocly-diff.ts";

/** Options of `diff`. */
export interface DiffOptions {
  /** Names of providers. Default: all. */
  readonly names?: readonly string[];
  /**
   * Branch, tag or commit to compare with. Default: the provider package's last release. For one that was never
   * released, the commit that its pending changeset starts from, or `HEAD` without one.
   */
  readonly since?: string;
  /** Branch, tag or commit to compare up to. Default: the current spec. */
  readonly until?: string;
  /** A folder of the workspace. Default: the working directory. */
  readonly cwd?: string;
}

/** The changes for users of a provider package. */
export interface DiffReport {
  readonly provider: string;
  /** The package's name. */
  readonly package: string;
  /** The older commit, tag or branch. */
  readonly from: string;
  /** The older commit. */
  readonly commit: string;
  /** Whether `from` is a release. */
  readonly isReleased: boolean;
  /** The file of the current spec, or the newer commit, tag or branch. */
  readonly to: string;
  /** The highest rating of all changes. */
  readonly rating: Rating;
  /** Whether the package's document differs from the current spec, because `generate` was not run. */
  readonly stale: boolean;
  /** Sorted by rating, highest first. */
  readonly changes: readonly Change[];
}

/**
 * Compares current specs with the documents that their packages contained at a commit.
 *
 * @throws SpecError when the commit, spec or repository does not exist, or a document cannot be read.
 */
export async function diff({
  names = [],
  since,
  until,
  cwd,
}: DiffOptions = {}): Promise<DiffReport[]> {
  const workspace = findWorkspace(cwd);
  const providers = chosenProviders(workspace, names);
  const history = await GitHistory.open(workspace.root);
  const reports: DiffReport[] = [];
  // One after another, because each starts a separate process.
  for (const name of providers)
    reports.push(await diffProvider(workspace, { name, history, since, until }));
  return reports;
}

async function diffProvider(
  workspace: Workspace,
  {
    name,
    history,
    since,
    until,
  }: {
    name: string;
    history: GitHistory;
    since: string | undefined;
    until: string | undefined;
  },
): Promise<DiffReport> {
  const packageName = workspace.packageName(name);
  const from =
    since === undefined
      ? await baseOf(history, { workspace, name })
      : { ...(await history.ref(since)), isReleased: false };
  const file = join(workspace.packageFolder(name), "openapi.json");
  const path = relative(workspace.root, file).split(sep).join("/");
  const modelAt = async (ref: GitRef): Promise<Model | undefined> =>
    toOldModel(await history.textAt(ref, path), { name, path, from: ref });
  const { commit, isReleased } = from;
  const head = { provider: name, package: packageName, from: from.name, commit, isReleased };
  const isUnchanged =
    until === undefined &&
    (await isGenerated(workspace, name)) &&
    (await history.isSame(from, path, await readFile(file)));
  if (isUnchanged) {
    const to = rootFile(workspace.specFolder(name)) ?? path;
    return { ...head, to: displayPath(to), stale: false, ...sorted([]) };
  }
  const before = await modelAt(from);
  const changesTo = async (after: Model): Promise<readonly Change[]> => {
    return before === undefined ? [added(after)] : changesBetween(before, after, workspace.root);
  };
  if (until !== undefined) {
    const to = await history.ref(until);
    const after = await modelAt(to);
    // A package that no longer exists has nothing to compare.
    return { ...head, to: to.name, stale: false, ...sorted(after ? await changesTo(after) : []) };
  }
  const spec = await loadSpec(workspace.specFolder(name));
  const changes = await changesTo(toModel(spec));
  const stale = await isStale(file, spec.document);
  return { ...head, to: spec.file, stale, ...sorted(changes) };
}

function sorted(changes: readonly Change[]): Pick<DiffReport, "rating" | "changes"> {
  return {
    rating: highest(changes.map(({ rating }) => rating)),
    changes: [...changes].sort((a, b) => byRating(a.rating, b.rating)),
  };
}

async function changesBetween(
  before: Model,
  after: Model,
  root: string,
): Promise<readonly Change[]> {
  if (JSON.stringify(before.document) === JSON.stringify(after.document)) return [];
  const findings = await redoclyDiff(before.document, after.document, root);
  return (await compareModels(before, after, findings)).all();
}

function added({ title, operations, events }: Model): Change {
  const kind = "provider-added";
  const contents = [
    counted(operations.length, "operation"),
    counted(events.length, "webhook event"),
  ];
  return {
    kind,
    rating: policyOf(kind).rating,
    pointer: "#/",
    message: `The client for ${title.replace(/\s+/g, " ").trim()} is new: ${contents.join(" and ")}.`,
  };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function toOldModel(
  text: string | undefined,
  { name, path, from }: { name: string; path: string; from: GitRef },
): Model | undefined {
  if (text === undefined) return undefined;
  const file = `${path} at ${from.name}`;
  const unreadable = (reason: string, cause: unknown): never => {
    throw new SpecError(`The committed document cannot be compared: ${reason}`, {
      location: { file },
      remedy: "Pass a commit whose document this version can read: --since <ref>.",
      cause,
    });
  };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    return unreadable("it is not JSON.", cause);
  }
  if (!isObject(document)) return unreadable("it is not an object.", undefined);
  const spec: Spec = {
    name,
    file,
    document,
    locationOf: (pointer) => ({ file, pointer }),
    subject: { file, document, locations: new NodeLocations() },
  };
  try {
    return toModel(spec);
  } catch (cause) {
    if (!(cause instanceof SpecError)) throw cause;
    const where = cause.location.pointer === undefined ? "" : ` (${cause.location.pointer})`;
    return unreadable(`${cause.message}${where}`, cause);
  }
}

/** Whether a file differs from a document, ignoring its formatting. */
async function isStale(file: string, document: object): Promise<boolean> {
  if (!existsSync(file)) return true;
  try {
    const current: unknown = JSON.parse(await readFile(file, "utf8"));
    return JSON.stringify(current) !== JSON.stringify(document);
  } catch {
    return true;
  }
}
