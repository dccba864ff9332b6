import { expect, it } from "vitest";
import { compareSizes, sizeProblem } from "../src/size/size-budgets.ts";

const compare = (bytes: number | undefined, budget: number | undefined) =>
  compareSizes(
    bytes === undefined ? {} : { acme: { tarball: bytes } },
    budget === undefined ? {} : { acme: { tarball: budget } },
  );

it.each([
  ["equal to its budget", 1000, 1000, false],
  ["5 % larger", 1050, 1000, false],
  ["more than 5 % larger", 1051, 1000, true],
  ["smaller", 500, 1000, false],
  ["without a budget", 1000, undefined, true],
  ["gone but still has a budget", undefined, 1000, true],
])("a size that is %s: over %s %s %s", (_title, bytes, budget, isOver) => {
  expect(compare(bytes, budget).map((row) => row.isOver)).toEqual([isOver]);
});

it("describes each size over budget with its numbers", () => {
  const problems = [
    ...compare(1100, 1000),
    ...compare(1000, undefined),
    ...compare(undefined, 1000),
  ].map(sizeProblem);
  expect(problems).toEqual([
    "acme: tarball grew by 10.0 %, from 1000 to 1100 bytes",
    "acme: tarball has no budget",
    "acme: tarball has a budget but no longer exists",
  ]);
});
