import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Change, diff } from "@countersign/upkeep/diff";
import { parseChangelog } from "./changelog.ts";
import type { PendingChange } from "./changesets.ts";
import type { History } from "./history.ts";

/** What changed for users of a provider package. */
export interface ProviderChanges {
  /** Notes that wait for a release, with their bump. */
  readonly pending: readonly { readonly bump: string; readonly markdown: string }[];
  /** The latest first. */
  readonly releases: readonly ReleaseChanges[];
}

/** A released version. */
export interface ReleaseChanges {
  readonly version: string;
  /** What the changelog says. */
  readonly markdown: string;
  /** What changed in the spec since the version before; undefined where git has no tag of both. */
  readonly spec: readonly Change[] | undefined;
}

/** Which package, and what is known of it. */
export interface ChangesSource {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
  readonly history: History;
  readonly pending: readonly PendingChange[];
}

/** Collects what changed in a provider package, from its changelog, changesets and the documents of its releases. */
export async function providerChanges(source: ChangesSource): Promise<ProviderChanges> {
  const { root, name, packageName } = source;
  const file = join(root, "packages/providers", name, "CHANGELOG.md");
  const releases = existsSync(file) ? parseChangelog(await readFile(file, "utf8")) : [];
  const changes: ReleaseChanges[] = [];
  for (const [index, release] of releases.entries()) {
    const before = releases[index + 1]?.version;
    changes.push({ ...release, spec: await specChanges(source, { ...release, before }) });
  }
  return {
    pending: source.pending.flatMap(({ packages, markdown }) => {
      const bump = packages[packageName];
      return bump === undefined ? [] : [{ bump, markdown }];
    }),
    releases: changes,
  };
}

async function specChanges(
  { root, name, packageName, history }: ChangesSource,
  { version, before }: { version: string; before: string | undefined },
): Promise<readonly Change[] | undefined> {
  const [since, until] = [`${packageName}@${before}`, `${packageName}@${version}`];
  if (!history.tags.has(since) || !history.tags.has(until)) return undefined;
  const [report] = await diff({ names: [name], since, until, cwd: root });
  return report?.changes;
}
