import { expect, test } from "vitest";
import { formatSpecError, type SourceLocation, SpecError } from "../../src/problem/spec-error.ts";

function formatted(location: SourceLocation, message = "It is wrong."): string {
  return formatSpecError(new SpecError(message, { location, remedy: "Mend it." }));
}

test.for([
  [
    { file: "a.yaml", line: 3, column: 5, pointer: "#/info" },
    "a.yaml:3:5: It is wrong.\n  at     #/info\n  remedy Mend it.",
  ],
  [{ file: "a.yaml", line: 3 }, "a.yaml:3: It is wrong.\n  remedy Mend it."],
  [{ file: "a.yaml" }, "a.yaml: It is wrong.\n  remedy Mend it."],
] as const)("an error shows as much of its place as is known: %j", ([location, expected]) => {
  expect(formatted(location)).toBe(expected);
});

test("what a spec says cannot steer the terminal or look like another line", () => {
  expect(formatted({ file: "a.yaml" }, 'The name "\u001b[2J\u009b2J\nok\u2028" is wrong.')).toBe(
    'a.yaml: The name "\\u001b[2J\\u009b2J\\u000aok\\u2028" is wrong.\n  remedy Mend it.',
  );
});

test("the cause of an error is kept", () => {
  const cause = new Error("deeper");
  expect(new SpecError("", { location: { file: "" }, remedy: "", cause }).cause).toBe(cause);
});
