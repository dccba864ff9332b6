import { describe, expect, test } from "vitest";
import { compileProblems } from "../../src/types/assert-compiles.ts";

const schema = (text: string) => ({ path: "src/generated/schema.ts", text });

describe("what does not compile is told with the names that lead to it", () => {
  test("a type", () => {
    expect(compileProblems([schema("export interface A { b: Missing }")])).toEqual([
      { message: "Cannot find name 'Missing'.", path: ["A", "b"] },
    ]);
  });

  test("an operation, whose name may be no identifier", () => {
    const text = 'export interface operations { "get a": { b: string["c"] } }';
    expect(compileProblems([schema(text)])).toEqual([
      {
        message: "Property 'c' does not exist on type 'String'.",
        path: ["operations", "get a", "b"],
      },
    ]);
  });

  test("a module that imports another", () => {
    const operations = {
      path: "src/generated/operations.ts",
      text: 'import type { A, B } from "./schema.js";\nexport type C = A;\n',
    };
    expect(compileProblems([schema("export interface A {}"), operations])).toEqual([
      {
        message: `Module '"./schema.js"' has no exported member 'B'.`,
        path: [],
      },
    ]);
  });
});

test("what compiles is no problem", () => {
  expect(compileProblems([schema("export type A = Blob | null;")])).toEqual([]);
});
