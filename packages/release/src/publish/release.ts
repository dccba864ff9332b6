import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unreleasedPackages } from "../plan/release-plan.ts";
import { assertReleasable, packRelease } from "./pack-release.ts";
import { assertMayPublish, PUBLISHED_FILE, publishRelease } from "./publish-release.ts";
import { tagRelease } from "./tag-release.ts";

/**
 * Packs, publishes and tags every version that was not released yet. What was published before something
 * went wrong is tagged all the same.
 *
 * @param say - Takes a line for people.
 * @throws ReleaseError when not everything is published. Running again resumes.
 */
export async function release(root: string, say: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "release-"));
  try {
    await assertReleasable(root);
    if ((await unreleasedPackages(root)).length === 0) {
      say("Nothing to release: every version has its tag.");
      return;
    }
    await assertMayPublish(root);
    say("Building and packing");
    const packed = await packRelease(root, folder);
    say(`Publishing ${packed.join(", ")}`);
    try {
      await publishRelease(root, folder, say);
    } finally {
      if (existsSync(join(folder, PUBLISHED_FILE))) {
        const tags = await tagRelease(root, folder);
        if (tags.length > 0) say(`Tagged ${tags.join(", ")}`);
      }
    }
    say("Released. Push the tags: git push --follow-tags");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
