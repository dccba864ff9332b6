import { recordAt, type WorkspacePackage } from "./packages.ts";

type Manifest = WorkspacePackage["manifest"];

/** Returns a manifest's scripts that run `countersign wire`. */
export function wireScripts(manifest: Manifest): string[] {
  const scripts = Object.values(recordAt(manifest, "scripts")).map(String);
  return scripts.filter((script) => /\bcountersign wire\b/.test(script));
}

/** Whether a package is a facade: it has one entry per provider, with the provider's types. */
export function isFacade(manifest: Manifest): boolean {
  return wireScripts(manifest).some((script) => /--emit[ =]entries\b/.test(script));
}

/** Returns the names of the published facades that export a provider package's types. */
export function facadesOf(packages: readonly WorkspacePackage[], provider: string): string[] {
  return packages.flatMap(({ manifest }) => {
    const isPublished = manifest.private !== true && typeof manifest.name === "string";
    const fields = ["dependencies", "peerDependencies"];
    const depends = fields.some((field) => Object.hasOwn(recordAt(manifest, field), provider));
    return isPublished && depends && isFacade(manifest) ? [String(manifest.name)] : [];
  });
}
