import { expect, it } from "vitest";
import {
  checkLicences,
  isAllowed,
  type LicensedPackage,
  runtimeDependencies,
} from "../src/checks/check-licences.ts";
import { publishablePackages } from "../src/packing/publishable-packages.ts";
import { repositoryRoot } from "../src/repository/repository-root.ts";

it("allows the licence of every runtime dependency, including transitive ones", async () => {
  const dependencies = await runtimeDependencies(
    repositoryRoot,
    publishablePackages(repositoryRoot),
  );
  const names = dependencies.map(({ name }) => name);
  expect(names).toContain("openapi-fetch");
  // A transitive dependency.
  expect(names).toContain("openapi-typescript-helpers");
  expect(names).not.toContain("vitest");
  expect(checkLicences(dependencies)).toEqual([]);
});

it.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0-only)", true],
  ["MIT AND ISC", true],
  ["MIT AND GPL-3.0-only", false],
  ["GPL-3.0-only", false],
  ["AGPL-3.0-or-later", false],
  ["SEE LICENSE IN LICENSE.txt", false],
  ["Unknown", false],
  ["(MIT OR (GPL-2.0 AND X))", false],
])("%s: allowed %s", (expression, expected) => {
  expect(isAllowed(expression)).toBe(expected);
});

it("names a dependency whose licence is not allowed, with version and licence", () => {
  const dependency: LicensedPackage = { name: "acme", version: "1.2.3", licence: "BUSL-1.1" };
  expect(checkLicences([dependency])).toEqual(["acme 1.2.3 has the licence BUSL-1.1"]);
});
