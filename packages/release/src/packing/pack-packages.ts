import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { run } from "@countersign/process";
import { type PublishablePackage, publishablePackages } from "./publishable-packages.ts";

/** A package and its tarball. */
export interface PackedPackage extends PublishablePackage {
  /** Path of the tarball. */
  readonly tarball: string;
}

/**
 * Packs every publishable package into a folder and returns them, dependencies first. The packages must be
 * built. The same sources give the same bytes.
 */
export async function packPackages(root: string, folder: string): Promise<PackedPackage[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    publishablePackages(root).map(async (each) => {
      const tarball = join(folder, tarballName(each));
      await run("pnpm", ["pack", "--out", tarball], { cwd: join(root, each.directory) });
      return { ...each, tarball };
    }),
  );
}

/** Builds every package of the workspace. Turborepo skips those that are up to date. */
export async function buildPackages(root: string): Promise<void> {
  // A build does not remove stale files, and all of `dist` is packed.
  for (const { directory } of publishablePackages(root)) {
    await rm(join(root, directory, "dist"), { recursive: true, force: true });
  }
  await run("pnpm", ["exec", "turbo", "run", "build", "--ui=stream"], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
  });
}

/** `@countersign/paywint` 1.2.0 is packed as `countersign-paywint-1.2.0.tgz`. */
function tarballName({ name, version }: PublishablePackage): string {
  return `${name.replace(/^@/, "").replace("/", "-")}-${version}.tgz`;
}
