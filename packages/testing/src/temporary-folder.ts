import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const created: string[] = [];

/** Creates a folder that is removed after the tests of the file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "countersign-")));
  created.push(folder);
  return folder;
}

/** Removes all folders created so far. */
export async function removeTemporaryFolders(): Promise<void> {
  for (const folder of created.splice(0)) await rm(folder, { recursive: true });
}
