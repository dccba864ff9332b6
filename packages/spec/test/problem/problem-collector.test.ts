import { expect, test } from "vitest";
import { ProblemCollector } from "../../src/problem/problem-collector.ts";
import { formatSpecError, type Problem, SpecError } from "../../src/problem/spec-error.ts";

function problem(message: string, line: number, file = "a.yaml"): Problem {
  return { message, location: { file, line }, remedy: "Fix it." };
}

function failWith(...args: Parameters<typeof problem>): never {
  const { message, ...details } = problem(...args);
  throw new SpecError(message, details);
}

function collected(problems: ProblemCollector): SpecError {
  try {
    problems.assertNone();
  } catch (error) {
    if (error instanceof SpecError) return error;
  }
  throw new Error("no SpecError was thrown");
}

test("throws nothing without a problem", () => {
  const problems = new ProblemCollector();
  expect(problems.attempt(() => "result", "fallback")).toBe("result");
  expect(() => problems.assertNone()).not.toThrow();
});

test("throws one error with the problems in the order of the files", () => {
  const problems = new ProblemCollector();
  expect(problems.attempt(() => failWith("Third.", 9), "fallback")).toBe("fallback");
  problems.add(problem("Elsewhere.", 1, "b.yaml"));
  expect(
    problems.attemptEach([1, 2, 3], (line) => (line === 2 ? failWith("Second.", 2) : line)),
  ).toEqual([1, 3]);
  problems.add(problem("First.", 1));
  const error = collected(problems);
  expect(error.problems.map(({ message }) => message)).toEqual([
    "First.",
    "Second.",
    "Third.",
    "Elsewhere.",
  ]);
  expect(error).toMatchObject({ message: "First.", location: { line: 1 }, remedy: "Fix it." });
});

test("lists the operations that a problem concerns, and the problem once", () => {
  const problems = new ProblemCollector();
  problems.for({ path: "/a", method: "get" }).add(problem("Shared.", 3));
  problems.for({ path: "/a", method: "get" }).add(problem("Shared.", 3));
  problems.for({ path: "/b" }).attempt(() => failWith("Shared.", 3), undefined);
  problems.add(problem("Of the document.", 4));
  expect(collected(problems).problems).toEqual([
    { ...problem("Shared.", 3), operations: [{ path: "/a", method: "get" }, { path: "/b" }] },
    problem("Of the document.", 4),
  ]);
});

test("collects every problem of an error that has several", () => {
  const inner = new ProblemCollector();
  inner.add(problem("One.", 1));
  inner.add(problem("Two.", 2));
  const outer = new ProblemCollector();
  outer.attempt(() => inner.assertNone(), undefined);
  expect(collected(outer).problems).toHaveLength(2);
});

test("does not hide other errors", () => {
  const bug = new TypeError("a bug");
  const attempt = (): unknown =>
    new ProblemCollector().attempt(() => {
      throw bug;
    }, undefined);
  expect(attempt).toThrow(bug);
});

test("formats several problems, and counts those beyond the twentieth", () => {
  const [first, ...others] = Array.from({ length: 23 }, (_, index) => problem("Bad.", index + 1));
  const lines = formatSpecError(SpecError.of([first ?? problem("", 0), ...others])).split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "The spec has 23 problems.",
    "a.yaml:1: Bad.",
    "  remedy Fix it.",
  ]);
  expect(lines.at(-1)).toBe("… and 3 more");
  expect(lines).toHaveLength(1 + 2 * 20 + 1);
});
