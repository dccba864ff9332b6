import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenedTarball } from "../../src/checks/check-resolution.ts";
import { type PackedPackage, packPackages } from "../../src/packing/pack-packages.ts";
import { readTarball } from "../../src/packing/read-tarball.ts";
import { repositoryRoot } from "../../src/repository/repository-root.ts";

/** Packs every package of the repository and reads the tarballs. */
export async function openAll(): Promise<{
  readonly packages: readonly (PackedPackage & OpenedTarball)[];
  readonly remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), "packed-"));
  const packed = await packPackages(repositoryRoot, folder);
  const packages = await Promise.all(
    packed.map(async (each) => {
      const files = await readTarball(each.tarball);
      return { ...each, files, manifest: JSON.parse(String(files.get("package.json"))) };
    }),
  );
  return { packages, remove: () => rm(folder, { recursive: true, force: true }) };
}
