import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, readManifest } from "./manifest.ts";

/** A package of the workspace that is published. */
export interface PublishablePackage {
  readonly name: string;
  readonly version: string;
  /** Path from the root, with `/`: `packages/providers/acme`. */
  readonly directory: string;
  readonly manifest: Manifest;
  /** True for what programs bundle: provider packages and the facade, which are no tools. */
  readonly isClient: boolean;
}

/** Returns the packages that are published, each after those that it depends on. */
export function publishablePackages(root: string): PublishablePackage[] {
  const found = globSync(["packages/*", "packages/providers/*"], { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((directory) => existsSync(join(root, directory, "package.json")))
    .sort()
    .map((directory) => ({ directory, manifest: readManifest(join(root, directory)) }))
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ directory, manifest }) => ({
      name: manifest.name,
      version: manifest.version,
      directory,
      manifest,
      isClient: /^packages\/(countersign|providers\/.+)$/.test(directory),
    }));
  return inOrderOfDependency(found);
}

/** Returns the names of a package's dependencies that are among the given packages. */
export function dependenciesAmong(
  { manifest }: PublishablePackage,
  packages: readonly PublishablePackage[],
): string[] {
  const names = new Set(packages.map(({ name }) => name));
  const all = { ...manifest.dependencies, ...manifest.peerDependencies };
  return Object.keys(all).filter((name) => names.has(name));
}

function inOrderOfDependency(packages: readonly PublishablePackage[]): PublishablePackage[] {
  const ordered: PublishablePackage[] = [];
  const names = new Set<string>();
  while (ordered.length < packages.length) {
    const ready = packages.filter(
      (each) =>
        !names.has(each.name) &&
        dependenciesAmong(each, packages).every((dependency) => names.has(dependency)),
    );
    if (ready.length === 0) throw new Error("The packages depend on one another in a circle.");
    for (const each of ready) names.add(each.name);
    ordered.push(...ready);
  }
  return ordered;
}
