import { isObject } from "@countersign/spec/json";

/** What a comparison of two nodes leaves out. */
export type Level =
  /** Nothing but the order of members. */
  | "all"
  /** What reaches no user of a client. */
  | "seen"
  /** Also texts for people. */
  | "meaning";

const TEXTS = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "externalDocs",
  "x-countersign-evidence",
]);

/** Maps whose keys are names that the document chooses, and not words of OpenAPI. */
const NAMED = new Set([
  "properties",
  "patternProperties",
  "dependentSchemas",
  "$defs",
  "schemas",
  "responses",
  "parameters",
  "headers",
  "requestBodies",
  "securitySchemes",
  "content",
  "paths",
  "webhooks",
  "callbacks",
  "links",
  "variables",
  "encoding",
  "mapping",
]);

/** Words whose values are data. */
const DATA = new Set(["const", "default", "example", "examples"]);

/** Lists without an order. */
const UNORDERED = new Set(["required", "enum", "parameters", "x-extensible-enum"]);

/**
 * Returns a node of an OpenAPI document as a text that is the same for nodes that mean the same.
 *
 * @param refs - what the name of a schema in a reference is replaced by.
 */
export function canonical(
  node: unknown,
  level: Level,
  refs: (ref: string) => string = (ref) => ref,
): string {
  const write = (value: unknown, key: string, isMap: boolean): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => write(item, "", false));
      return UNORDERED.has(key) ? sorted(items) : items;
    }
    if (!isObject(value)) return key === "$ref" ? refs(String(value)) : value;
    const entries = Object.entries(value).filter(([name]) => isMap || isKept(name, level));
    return entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, child]) =>
        !isMap && (DATA.has(name) || name.startsWith("x-"))
          ? [name, Array.isArray(child) && UNORDERED.has(name) ? sorted(child) : child]
          : [name, write(child, isMap ? "" : name, !isMap && NAMED.has(name))],
      );
  };
  return JSON.stringify(write(node, "", false)) ?? "";
}

function isKept(word: string, level: Level): boolean {
  // One header for all operations, which is compared once.
  if (word === "x-countersign-default") return false;
  if (level === "all") return true;
  if (word === "tags" || (word.startsWith("x-") && !isRead(word))) return false;
  return level === "seen" || !TEXTS.has(word);
}

function isRead(extension: string): boolean {
  return extension.startsWith("x-countersign-") || extension === "x-extensible-enum";
}

function sorted(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) =>
    (JSON.stringify(a) ?? "") < (JSON.stringify(b) ?? "") ? -1 : 1,
  );
}
