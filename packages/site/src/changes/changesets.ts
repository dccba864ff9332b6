import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { SiteError } from "../errors/site-error.ts";

/** A pending release note. */
export interface PendingChange {
  /** The bump of each package: `major`, `minor` or `patch`. */
  readonly packages: Readonly<Record<string, string>>;
  readonly markdown: string;
}

/** Returns the pending release notes, sorted by file name. */
export async function pendingChanges(root: string): Promise<PendingChange[]> {
  const files = await Array.fromAsync(glob(".changeset/*.md", { cwd: root }));
  const notes = files.filter((file) => !file.endsWith("README.md")).sort();
  return Promise.all(
    notes.map(async (file) => parseChangeset(await readFile(join(root, file), "utf8"), file)),
  );
}

/** Parses a release note: YAML front matter, then Markdown. */
export function parseChangeset(text: string, file: string): PendingChange {
  const [, head, body] = /^---\r?\n([\s\S]*?)\r?\n?---\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (head === undefined || body === undefined) {
    throw new SiteError(
      `${file} is not a changeset: it does not start with front matter between --- lines.`,
    );
  }
  const packages: Record<string, string> | null = parse(head);
  return { packages: packages ?? {}, markdown: body.trim() };
}
