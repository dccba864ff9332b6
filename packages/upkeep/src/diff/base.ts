import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { displayPath, SpecError } from "@countersign/spec/problem";
import type { Workspace } from "@countersign/spec/workspace";
import { readManifest } from "../workspace/packages.ts";
import type { GitHistory, GitRef } from "./git.ts";

/** The commit that a provider's changes are counted from. */
export interface Base extends GitRef {
  /** Whether it is a release: false for a provider that was never released. */
  readonly isReleased: boolean;
}

/** Version of a package without a release. */
const UNRELEASED = "0.0.0";

/**
 * Returns the commit of a provider package's last release: that of its version's tag, or while the version is not tagged
 * yet, the one that set the version. A package that was never released is compared with the commit that its pending
 * changeset starts from, and otherwise with HEAD.
 *
 * @throws SpecError when that commit is not in this clone.
 */
export async function baseOf(
  history: GitHistory,
  { workspace, name }: { readonly workspace: Workspace; readonly name: string },
): Promise<Base> {
  const manifest = join(workspace.packageFolder(name), "package.json");
  const version = existsSync(manifest) ? readManifest(manifest).version : undefined;
  const packageName = workspace.packageName(name);
  if (typeof version !== "string" || version === UNRELEASED) {
    const release = await history.lastRelease(packageName);
    if (release !== undefined) return { ...release, isReleased: true };
    return unreleased(history, join(workspace.root, pendingNote(name)));
  }
  const tag = `${packageName}@${version}`;
  const tagged = await history.find(`refs/tags/${tag}`);
  if (tagged !== undefined) return { name: tag, commit: tagged.commit, isReleased: true };
  const location = { file: displayPath(manifest) };
  if (await history.isShallow()) {
    throw new SpecError(`The release ${tag} is not in this clone, which is shallow.`, {
      location,
      remedy:
        "Fetch the history and its tags: `git fetch --unshallow --tags`, or `fetch-depth: 0` for actions/checkout.",
    });
  }
  const path = relative(workspace.root, manifest).split(sep).join("/");
  const set = await history.lastChangeOf(path, `"version": "${version}"`);
  return { ...(set ?? (await history.ref("HEAD"))), isReleased: true };
}

async function unreleased(history: GitHistory, note: string): Promise<Base> {
  const commit = existsSync(note) ? startOf(readFileSync(note, "utf8")) : undefined;
  if (commit === undefined) return { ...(await history.ref("HEAD")), isReleased: false };
  const found = await history.find(commit);
  if (found !== undefined) return { ...found, name: commit.slice(0, 12), isReleased: false };
  throw new SpecError(
    `The changeset starts from the commit ${commit}, which is not in this clone.`,
    {
      location: { file: displayPath(note) },
      remedy:
        "Fetch the history (`fetch-depth: 0` for actions/checkout), or pass the commit to start from: --since <ref> --replace.",
    },
  );
}

/** Returns the path of a provider's changeset, relative to the workspace. */
export function pendingNote(name: string): string {
  return `.changeset/spec-${name}.md`;
}

/** Returns the line of a changeset's front matter that says what it starts from. Changesets ignores the comment. */
export function startLine(commit: string): string {
  return `# starts from ${commit}`;
}

function startOf(note: string): string | undefined {
  return /^# starts from ([0-9a-f]{40,64})$/m.exec(note)?.[1];
}
