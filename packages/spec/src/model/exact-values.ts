import { childPointer, pointerTokens } from "../json/json-pointer.ts";
import { Cursor, type CursorSubject } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";

/** Keys whose value is no part of what types are generated from. */
const SAMPLES = new Set(["default", "example", "examples", "value"]);

/** Keys whose value is a map, in which keys are names. */
const MAPS = new Set(
  "$defs callbacks content definitions dependentSchemas encoding headers parameters paths patternProperties properties requestBodies responses schemas webhooks".split(
    " ",
  ),
);

/**
 * Adds a problem unless each number that a schema allows by `enum` or `const` is the one in the file. Parsers round an
 * integer beyond 2^53 to the nearest that JavaScript can represent, and so would a client that received it.
 */
export function checkExactValues(subject: CursorSubject, problems: ProblemCollector): void {
  const checkExact = (values: unknown, pointer: string): void => {
    const index = [values].flat().findIndex(isRounded);
    if (index === -1) return;
    const at = Array.isArray(values) ? childPointer(pointer, index) : pointer;
    const name = pointerTokens(pointer).at(-2) ?? "";
    const cursor = new Cursor(subject, undefined, at);
    problems.add(
      cursor.problem(
        `The schema of \`${name}\` allows an integer that JavaScript cannot represent exactly, so it would be rounded.`,
        "Declare the values as strings if that is how they are sent; otherwise remove the value in overlay.yaml.",
      ),
    );
  };
  const visit = (node: unknown, pointer: string, isMap: boolean): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      const at = childPointer(pointer, key);
      if (!isMap && (SAMPLES.has(key) || key.startsWith("x-"))) continue;
      if (!isMap && (key === "enum" || key === "const")) checkExact(child, at);
      else visit(child, at, !isMap && MAPS.has(key));
    }
  };
  visit(subject.document, "#/", false);
}

function isRounded(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER;
}
