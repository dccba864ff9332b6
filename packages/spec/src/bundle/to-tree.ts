import { SpecError } from "../problem/spec-error.ts";
import { MAX_NODES } from "../source/assert-tree.ts";
import type { NodeLocations } from "../source/node-locations.ts";

const MAX_DEPTH = 500;

/**
 * Turns a bundled document into a tree, in which no object has two parents, and keeps its source locations.
 * Changes the document in place: every further occurrence of an object becomes a copy.
 *
 * Bundling may put one object under several parents, and YAML aliases always do; a change to one occurrence
 * would change the others.
 *
 * @throws SpecError when the document is infinite, for example because files contain one another.
 */
export function toTree(document: unknown, locations: NodeLocations, file: string): object {
  let nodes = 0;
  const seen = new Set<object>();
  const fail = (message: string): never => {
    throw new SpecError(message, {
      location: { file },
      remedy: "Split the document, and look for files that refer to one another.",
    });
  };
  const once = (node: unknown, depth: number): unknown => {
    if (typeof node !== "object" || node === null) return node;
    if (depth > MAX_DEPTH) fail(`The document is nested more than ${MAX_DEPTH} levels deep.`);
    nodes += 1;
    if (nodes > MAX_NODES) fail(`The document expands to more than ${MAX_NODES} nodes.`);
    const isFirst = !seen.has(node);
    const own: object = isFirst ? node : Array.isArray(node) ? [...node] : { ...node };
    if (!isFirst) locations.copy(node, own);
    seen.add(own);
    for (const [key, child] of Object.entries(own)) {
      const tree = once(child, depth + 1);
      if (tree !== child) Reflect.set(own, key, tree);
    }
    return own;
  };
  const tree = once(document, 0);
  return typeof tree === "object" && tree !== null ? tree : fail("The document is not an object.");
}
