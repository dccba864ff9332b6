import { describe, expect, test } from "vitest";
import { parseJson } from "../../src/source/parse-json.ts";

test("JSON is parsed as JSON", () => {
  const value = { 'a "quoted": key': [1, { b: "text: \\" }], "": null };
  expect(parseJson(JSON.stringify(value, null, 2))).toEqual(value);
});

describe("the YAML parser is left", () => {
  test.for([
    ["YAML", "a: 1\n"],
    ["a flow mapping that is no JSON", "{ a: 1 }"],
    ["JSON with a comment", '{ "a": 1 } # one'],
    ["a key that stands twice", '{ "a": 1, "a": 2 }'],
    ["a key that stands twice further down", '{ "a": [{ "b": 1, "c": {}, "b": 2 }] }'],
    ["nesting without end", `{ "a": ${"[".repeat(10_000)}${"]".repeat(10_000)} }`],
    ["an array", "[1]"],
    ["nothing", ""],
  ] as const)("%s", ([, text]) => {
    expect(parseJson(text)).toBeUndefined();
  });
});
