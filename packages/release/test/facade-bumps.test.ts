import { expect, it } from "vitest";
import type { PublishablePackage } from "../src/packing/publishable-packages.ts";
import { facadeProblems } from "../src/plan/facade-bumps.ts";
import type { PlannedRelease } from "../src/plan/release-plan.ts";

const client = (name: string, dependencies: Record<string, string> = {}): PublishablePackage => ({
  name,
  version: "0.1.0",
  directory: `packages/${name}`,
  manifest: { name, version: "0.1.0", dependencies },
  isClient: true,
});
const packages = [client("provider"), client("facade", { provider: "^0.1.0" })];
const planned = (name: string, bump: PlannedRelease["bump"]): PlannedRelease => ({
  name,
  from: "0.1.0",
  to: "1.0.0",
  bump,
  reasons: [],
});

it("accepts a facade's bump that is at least its provider's", () => {
  const both = [planned("provider", "minor"), planned("facade", "major")];
  expect(facadeProblems(both, packages)).toEqual([]);
  expect(facadeProblems([planned("facade", "patch")], packages)).toEqual([]);
});

it("refuses a facade that would pass on a breaking change as a patch, or not at all", () => {
  const problem =
    'facade exports the types of provider, whose next release is major; add `"facade": major` to that release note';
  const patch = [planned("provider", "major"), planned("facade", "patch")];
  expect(facadeProblems(patch, packages)).toEqual([problem]);
  expect(facadeProblems([planned("provider", "major")], packages)).toEqual([problem]);
});
