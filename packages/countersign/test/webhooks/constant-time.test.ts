import { expect, it } from "vitest";
import { includesEqual } from "../../src/webhooks/constant-time.ts";

it.each([
  [[""], "", true],
  [["abc"], "abc", true],
  [["abc"], "abd", false],
  [["abc"], "ab", false],
  [["abc"], "abc\0", false],
  [[""], "a", false],
  [["a", "abc", "b"], "abc", true],
  [["a", "b"], "abc", false],
  [[], "", false],
])("finds in %j %j: %j", async (strings, secret, expected) => {
  expect(await includesEqual(strings, secret)).toBe(expected);
});
