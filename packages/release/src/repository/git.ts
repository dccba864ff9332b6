import { run, tryRun } from "@countersign/process";
import { ReleaseError } from "../errors/release-error.ts";

/** Returns what `git status` lists: files that are changed, new or gone since the last commit. */
export async function dirtyFiles(root: string): Promise<string[]> {
  const { code, stdout, stderr } = await tryRun("git", ["status", "--porcelain"], { cwd: root });
  if (code !== 0) {
    throw new ReleaseError(
      `git cannot tell whether the tree is clean: ${stderr.trim()}`,
      "Run the command in a clone of the repository.",
    );
  }
  return stdout.split("\n").filter((line) => line !== "");
}

/**
 * Throws unless what is released is what is committed.
 *
 * @throws ReleaseError naming the first changed files.
 */
export async function assertCleanTree(root: string): Promise<void> {
  const files = await dirtyFiles(root);
  if (files.length === 0) return;
  const shown = files.slice(0, 5).map((line) => `\n  ${line}`);
  const more = files.length > 5 ? `\n  … and ${files.length - 5} more` : "";
  throw new ReleaseError(
    `The tree has changes that are not committed:${shown.join("")}${more}`,
    "Commit or remove them: a release is made of a commit.",
  );
}

/** Returns the names of all tags. */
export async function tagNames(root: string): Promise<ReadonlySet<string>> {
  const text = await run("git", ["tag", "--list"], { cwd: root });
  return new Set(text.split("\n").filter((line) => line !== ""));
}

/** Tags the current commit. */
export async function createTag(root: string, name: string): Promise<void> {
  await run("git", ["tag", "--annotate", name, "--message", name], { cwd: root });
}

/** The tag of a released version, as Changesets calls it: `@countersign/paywint@1.2.0`. */
export function releaseTag({ name, version }: { name: string; version: string }): string {
  return `${name}@${version}`;
}
