import { expect, test } from "vitest";
import { formatSpecError, type SourceLocation, SpecError } from "../../src/problem/spec-error.ts";

function formatted(location: SourceLocation, message = "It is invalid."): string {
  return formatSpecError(new SpecError(message, { location, remedy: "Fix it." }));
}

test.for([
  [
    { file: "a.yaml", line: 3, column: 5, pointer: "#/info" },
    "a.yaml:3:5: It is invalid.\n  at     #/info\n  remedy Fix it.",
  ],
  [{ file: "a.yaml", line: 3 }, "a.yaml:3: It is invalid.\n  remedy Fix it."],
  [{ file: "a.yaml" }, "a.yaml: It is invalid.\n  remedy Fix it."],
] as const)("formats every known part of a location: %j", ([location, expected]) => {
  expect(formatted(location)).toBe(expected);
});

test("escapes control characters, which could control the terminal or fake another line", () => {
  expect(formatted({ file: "a.yaml" }, 'The name "\u001b[2J\u009b2J\nok\u2028" is invalid.')).toBe(
    'a.yaml: The name "\\u001b[2J\\u009b2J\\u000aok\\u2028" is invalid.\n  remedy Fix it.',
  );
});

test("keeps the cause of an error", () => {
  const cause = new Error("deeper");
  expect(new SpecError("", { location: { file: "" }, remedy: "", cause }).cause).toBe(cause);
});
