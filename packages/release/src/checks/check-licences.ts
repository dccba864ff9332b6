import { run } from "@countersign/process";
import type { PublishablePackage } from "../packing/publishable-packages.ts";

/** Licences that permit use, modification and resale, and require only attribution. */
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

/** A package that is installed along with ours. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, or whatever the package states instead. */
  readonly licence: string;
}

/** Returns every runtime dependency of the packages in the lockfile, including transitive ones. */
export async function runtimeDependencies(
  root: string,
  packages: readonly PublishablePackage[],
): Promise<LicensedPackage[]> {
  const filters = packages.flatMap(({ name }) => ["--filter", name]);
  const json = await run("pnpm", ["licenses", "list", "--prod", "--json", ...filters], {
    cwd: root,
  });
  const byLicence: Record<string, { name: string; versions: string[] }[]> = JSON.parse(json);
  return Object.entries(byLicence).flatMap(([licence, found]) =>
    found.flatMap(({ name, versions }) => versions.map((version) => ({ name, version, licence }))),
  );
}

/** Returns a sentence for each dependency whose licence is not allowed. */
export function checkLicences(dependencies: readonly LicensedPackage[]): string[] {
  return dependencies
    .filter(({ licence }) => !isAllowed(licence))
    .map(({ name, version, licence }) => `${name} ${version} has the licence ${licence}`);
}

/** Whether a licence expression is allowed: `(MIT OR GPL-3.0)` is, `MIT AND GPL-3.0` is not. */
export function isAllowed(expression: string): boolean {
  const inner = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(inner)) return false;
  return inner
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => ALLOWED_LICENCES.has(licence)));
}
