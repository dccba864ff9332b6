import type { Source } from "@redocly/openapi-core";
import { childPointer } from "../json/json-pointer.ts";
import { SpecError } from "../problem/spec-error.ts";
import { toSourceLocation } from "./to-source-location.ts";

/** Far above any real document: GitHub's has about 900,000 nodes. */
export const MAX_NODES = 5_000_000;

/**
 * Checks that a parsed file, with its YAML aliases expanded, is a tree of a reasonable size, and that none of
 * its keys can modify an object's prototype.
 *
 * A few lines of aliases can expand to a billion nodes, and an alias to a node that contains it to
 * infinitely many.
 *
 * @throws SpecError at the offending node.
 */
export function assertTree(parsed: unknown, source: Source): void {
  const sizes = new Map<object, number>();
  const fail = (pointer: string, message: string, remedy: string): never => {
    throw new SpecError(message, { location: toSourceLocation({ source, pointer }), remedy });
  };
  const sizeOf = (node: unknown, pointer: string): number => {
    if (typeof node !== "object" || node === null) return 1;
    const known = sizes.get(node);
    if (known === Number.POSITIVE_INFINITY) {
      fail(pointer, "The YAML alias refers to a node that contains it.", "Write a `$ref` instead.");
    }
    if (known !== undefined) return known;
    sizes.set(node, Number.POSITIVE_INFINITY);
    let size = 1;
    for (const [key, child] of Object.entries(node)) {
      const at = childPointer(pointer, key);
      if (key === "__proto__") fail(at, "A key is called `__proto__`.", "Rename or remove it.");
      size += sizeOf(child, at);
    }
    if (size > MAX_NODES) {
      fail(
        pointer,
        `YAML aliases expand this to more than ${MAX_NODES} nodes.`,
        "Write `$ref`s instead.",
      );
    }
    sizes.set(node, size);
    return size;
  };
  sizeOf(parsed, "#/");
}
