import { expect, it } from "vitest";
import { summarize } from "../test-summary.ts";

const task = (taskId: string, exitCode: number | null = 0) => ({ taskId, execution: { exitCode } });

it("totals the tests of all tasks", () => {
  const results = new Map([
    ["a#test", { numPassedTests: 3, numFailedTests: 0 }],
    ["b#test", { numPassedTests: 4, numFailedTests: 2 }],
  ]);
  expect(summarize([task("a#test"), task("b#test", 1)], results)).toEqual({
    passed: 7,
    failed: 2,
    failedTasks: [],
  });
});

it("counts a failed check other than a test as one failure", () => {
  const tasks = [task("a#typecheck", 2), task("//#check", 1), task("a#build")];
  expect(summarize(tasks, new Map())).toEqual({
    passed: 0,
    failed: 2,
    failedTasks: ["a#typecheck", "//#check"],
  });
});

it("counts a test task that fails without a failed test, such as one that crashes", () => {
  const results = new Map([["a#test", { numPassedTests: 3, numFailedTests: 0 }]]);
  const summary = summarize([task("a#test", 1), task("b#test", null)], results);
  expect(summary).toEqual({ passed: 3, failed: 2, failedTasks: ["a#test", "b#test"] });
});

it("does not count a task that did not run", () => {
  expect(summarize([{ taskId: "a#test" }], new Map()).failed).toBe(0);
});
