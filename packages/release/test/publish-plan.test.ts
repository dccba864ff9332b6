import { expect, it } from "vitest";
import type { PublishablePackage } from "../src/packing/publishable-packages.ts";
import { toPublishPlan, without } from "../src/plan/publish-plan.ts";

const each = (
  name: string,
  dependencies: readonly string[] = [],
  version = "1.0.0",
): PublishablePackage => ({
  name,
  version,
  directory: `packages/${name}`,
  isClient: true,
  manifest: {
    name,
    version,
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "^1.0.0"])),
  },
});
const order = (packages: readonly PublishablePackage[]) =>
  toPublishPlan(packages).plan.map((group) => group.map(({ name }) => name));

it("orders packages after their dependencies", () => {
  expect(order([each("facade", ["a", "b"]), each("a"), each("b", ["a"]), each("c")])).toEqual([
    ["a", "c"],
    ["b"],
    ["facade"],
  ]);
});

it("ignores dependencies that are not being released", () => {
  expect(order([each("facade", ["a"])])).toEqual([["facade"]]);
});

it("does not tag a prerelease as latest", () => {
  const tags = toPublishPlan([each("a"), each("b", [], "2.0.0-beta.1")]).plan.flat();
  expect(tags.map(({ tag }) => tag)).toEqual(["latest", "beta"]);
});

it("leaves no empty group behind", () => {
  const plan = toPublishPlan([each("a"), each("b", ["a"])]);
  expect(without(plan, new Set(["a"])).plan.map((group) => group.map(({ name }) => name))).toEqual([
    ["b"],
  ]);
});
