import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Change, diff } from "@countersign/upkeep/diff";
import { parseChangelog } from "./changelog.ts";
import type { PendingChange } from "./changesets.ts";
import type { History } from "./history.ts";

/** The user-visible changes of a provider package. */
export interface ProviderChanges {
  /** Pending release notes, with their bump. */
  readonly pending: readonly { readonly bump: string; readonly markdown: string }[];
  /** Latest first. */
  readonly releases: readonly ReleaseChanges[];
}

/** A released version. */
export interface ReleaseChanges {
  readonly version: string;
  /** The changelog's section. */
  readonly markdown: string;
  /** Changes to the spec since the previous version; undefined unless git has tags for both. */
  readonly spec: readonly Change[] | undefined;
}

/** A package and the sources of its changes. */
export interface ChangesSource {
  readonly root: string;
  readonly name: string;
  readonly packageName: string;
  readonly history: History;
  readonly pending: readonly PendingChange[];
}

/** Returns the changes of a provider package, from its changelog, changesets and the documents of its releases. */
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
