import { expect, it } from "vitest";
import { isEqual } from "../../src/webhooks/constant-time.ts";

it.each([
  ["", "", true],
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["abc", "ab", false],
  ["abc", "abc\0", false],
  ["", "a", false],
])("compares %j with %j: %j", async (a, b, expected) => {
  expect(await isEqual(a, b)).toBe(expected);
});
