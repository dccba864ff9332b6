import { run, tryRun } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";

/** Returns the lines of `git status`: files changed, added or removed since the last commit. */
export async function dirtyFiles(root: string): Promise<string[]> {
  const { code, stdout, stderr } = await tryRun("git", ["status", "--porcelain"], { cwd: root });
  if (code !== 0) {
    throw new ReleaseError(
      `git status failed: ${stderr.trim()}`,
      "Run the command in a clone of the repository.",
    );
  }
  return stdout.split("\n").filter((line) => line !== "");
}

/**
 * Asserts that everything is committed.
 *
 * @throws ReleaseError that names the first changed files.
 */
export async function assertCleanTree(root: string): Promise<void> {
  const files = await dirtyFiles(root);
  if (files.length === 0) return;
  const shown = files.slice(0, 5).map((line) => `\n  ${line}`);
  const more = files.length > 5 ? `\n  … and ${files.length - 5} more` : "";
  throw new ReleaseError(
    `The working tree has uncommitted changes:${shown.join("")}${more}`,
    "Commit or remove them: a release is made from a commit.",
  );
}

/** Returns the names of all tags. */
export async function tagNames(root: string): Promise<ReadonlySet<string>> {
  const output = await run("git", ["tag", "--list"], { cwd: root });
  return new Set(output.split("\n").filter((line) => line !== ""));
}

/** Tags the current commit. */
export async function createTag(root: string, name: string): Promise<void> {
  await run("git", ["tag", "--annotate", name, "--message", name], { cwd: root });
}

/** Returns the tag of a released version in Changesets' format: `@countersign/paywint@1.2.0`. */
export function releaseTag({ name, version }: { name: string; version: string }): string {
  return `${name}@${version}`;
}
