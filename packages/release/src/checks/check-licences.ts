import { run } from "@countersign/process";
import type { PublishablePackage } from "../packing/publishable-packages.ts";

/** Licences that allow use, change and resale, and ask for no more than their notice. */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
]);

/** A package that users install with ours. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or what the package says instead. */
  readonly licence: string;
}

/** Returns every runtime dependency of the packages, however deep, as the lockfile has them. */
export async function runtimeDependencies(
  root: string,
  packages: readonly PublishablePackage[],
): Promise<LicensedPackage[]> {
  const filters = packages.flatMap(({ name }) => ["--filter", name]);
  const text = await run("pnpm", ["licenses", "list", "--prod", "--json", ...filters], {
    cwd: root,
  });
  const byLicence: Record<string, { name: string; versions: string[] }[]> = JSON.parse(text);
  return Object.entries(byLicence).flatMap(([licence, found]) =>
    found.flatMap(({ name, versions }) => versions.map((version) => ({ name, version, licence }))),
  );
}

/** Returns a sentence for each dependency whose licence is not one of those allowed. */
export function checkLicences(dependencies: readonly LicensedPackage[]): string[] {
  return dependencies
    .filter(({ licence }) => !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version} has the licence ${licence}`);
}

/** `(MIT OR GPL-3.0)` is allowed, as there is a choice; `MIT AND GPL-3.0` is not. */
export function isAllowed(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(inner)) return false;
  return inner
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => ALLOWED_LICENCES.has(licence)));
}
