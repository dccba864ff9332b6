import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createTag, tagNames } from "../repository/git.ts";
import { PUBLISHED_FILE } from "./publish-release.ts";

/**
 * Tags the current commit with each version that was published from a folder, and no others. Existing tags are
 * kept.
 *
 * @returns The new tags.
 */
export async function tagRelease(root: string, target: string): Promise<string[]> {
  const file = join(resolve(root, target), PUBLISHED_FILE);
  const published: string[] = JSON.parse(await readFile(file, "utf8"));
  const existing = await tagNames(root);
  const missing = published.filter((name) => !existing.has(name));
  for (const name of missing) await createTag(root, name);
  return missing;
}
