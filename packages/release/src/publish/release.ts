import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unreleasedPackages } from "../plan/release-plan.ts";
import { assertReleasable, packRelease } from "./pack-release.ts";
import { assertMayPublish, PUBLISHED_FILE, publishRelease } from "./publish-release.ts";
import { tagRelease } from "./tag-release.ts";

/**
 * Packs, publishes and tags every unreleased version. Packages that were published before a failure are tagged
 * too.
 *
 * @param log - Called with each line of output.
 * @throws ReleaseError if a package is not published. Run again to resume.
 */
export async function release(root: string, log: (line: string) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "release-"));
  try {
    await assertReleasable(root);
    if ((await unreleasedPackages(root)).length === 0) {
      log("Nothing to release: every version is tagged.");
      return;
    }
    await assertMayPublish(root);
    log("Building and packing");
    const packed = await packRelease(root, folder);
    log(`Publishing ${packed.join(", ")}`);
    try {
      await publishRelease(root, folder, log);
    } finally {
      if (existsSync(join(folder, PUBLISHED_FILE))) {
        const tags = await tagRelease(root, folder);
        if (tags.length > 0) log(`Tagged ${tags.join(", ")}`);
      }
    }
    log("Released. Push the tags: git push --follow-tags");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
