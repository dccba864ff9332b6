import { expect, it } from "vitest";
import { summarize } from "../test-summary.ts";

const results = (numPassedTests: number, failed: readonly string[] = []) => ({
  numPassedTests,
  numFailedTests: failed.length,
  testResults: [
    {
      assertionResults: [
        { status: "passed", fullName: "one that passes" },
        ...failed.map((fullName) => ({
          status: "failed",
          fullName,
          failureMessages: ["AssertionError: expected 1 to be 2\n    at a.test.ts:1:1"],
        })),
      ],
    },
  ],
});

const task = (taskId: string, exitCode: number | null = 0) => ({ taskId, execution: { exitCode } });

it("totals the tests of all tasks", () => {
  const all = new Map([
    ["a#test", results(3)],
    ["b#test", results(4, ["signs", "verifies"])],
  ]);
  expect(summarize([task("a#test"), task("b#test", 1)], all)).toEqual({
    passed: 7,
    failed: 2,
    failedTasks: [],
    failedTests: [
      "b#test: signs: AssertionError: expected 1 to be 2",
      "b#test: verifies: AssertionError: expected 1 to be 2",
    ],
  });
});

it("counts a failed check other than a test as one failure", () => {
  const tasks = [task("a#typecheck", 2), task("//#check", 1), task("a#build")];
  expect(summarize(tasks, new Map())).toEqual({
    passed: 0,
    failed: 2,
    failedTasks: ["a#typecheck", "//#check"],
    failedTests: [],
  });
});

it("counts a test task that fails without a failed test, such as one that crashes", () => {
  const all = new Map([["a#test", results(3)]]);
  const summary = summarize([task("a#test", 1), task("b#test", null)], all);
  expect(summary).toMatchObject({ passed: 3, failed: 2, failedTasks: ["a#test", "b#test"] });
});

it("does not count a task that did not run", () => {
  expect(summarize([{ taskId: "a#test" }], new Map()).failed).toBe(0);
});
