import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/source/parse-json.ts";

test("parses JSON", () => {
  const value = { 'a "quoted": key': [1, { b: "text: \\" }], "": null };
  expect(parseJson(JSON.stringify(value, null, 2))).toEqual(value);
});

describe("leaves to the YAML parser", () => {
  test.for([
    ["YAML", "a: 1\n"],
    ["a flow mapping that is not JSON", "{ a: 1 }"],
    ["JSON with a comment", '{ "a": 1 } # one'],
    ["a duplicate key", '{ "a": 1, "a": 2 }'],
    ["a nested duplicate key", '{ "a": [{ "b": 1, "c": {}, "b": 2 }] }'],
    ["very deep nesting", `{ "a": ${"[".repeat(10_000)}${"]".repeat(10_000)} }`],
    ["an array", "[1]"],
    ["an empty string", ""],
  ] as const)("%s", ([, text]) => {
    expect(parseJson(text)).toBeUndefined();
  });
});
