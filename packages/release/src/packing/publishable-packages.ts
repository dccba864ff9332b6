import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { type Manifest, readManifest } from "./manifest.ts";

/** A package of the workspace that is published. */
export interface PublishablePackage {
  readonly name: string;
  readonly version: string;
  /** Path relative to the root, with forward slashes: `packages/providers/acme`. */
  readonly directory: string;
  readonly manifest: Manifest;
  /** Whether programs bundle it: true for provider packages and the facade, false for tools. */
  readonly isClient: boolean;
}

/** Returns the packages that are published, dependencies first. */
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
  return dependenciesFirst(found);
}

/** Returns the names of those given packages that a package depends on. */
export function dependenciesAmong(
  { manifest }: PublishablePackage,
  packages: readonly PublishablePackage[],
): string[] {
  const names = new Set(packages.map(({ name }) => name));
  const all = { ...manifest.dependencies, ...manifest.peerDependencies };
  return Object.keys(all).filter((name) => names.has(name));
}

function dependenciesFirst(packages: readonly PublishablePackage[]): PublishablePackage[] {
  const ordered: PublishablePackage[] = [];
  const names = new Set<string>();
  while (ordered.length < packages.length) {
    const ready = packages.filter(
      (each) =>
        !names.has(each.name) &&
        dependenciesAmong(each, packages).every((dependency) => names.has(dependency)),
    );
    if (ready.length === 0) throw new Error("The packages have a dependency cycle.");
    for (const each of ready) names.add(each.name);
    ordered.push(...ready);
  }
  return ordered;
}
