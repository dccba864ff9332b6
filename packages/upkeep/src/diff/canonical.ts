import { isObject } from "@countersign/spec/json";

/** What a comparison of two nodes ignores. */
export type Level =
  /** Only the order of members. */
  | "all"
  /** Also what users of a client never see. */
  | "seen"
  /** Also documentation. */
  | "meaning";

const DOCUMENTATION = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "externalDocs",
  "x-countersign-evidence",
]);

/** Maps whose keys are names chosen by the document and not OpenAPI fields. */
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

/** Fields whose values are data. */
const DATA = new Set(["const", "default", "example", "examples"]);

/** Lists whose order has no meaning. */
const UNORDERED = new Set(["required", "enum", "parameters", "x-extensible-enum"]);

/**
 * Returns a node of an OpenAPI document as a string that is equal for nodes with the same meaning.
 *
 * @param refs - Maps each reference before it is compared, to account for renamed schemas.
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
  // A default header applies to all operations and is compared once elsewhere.
  if (word === "x-countersign-default") return false;
  if (level === "all") return true;
  if (word === "tags" || (word.startsWith("x-") && !isRead(word))) return false;
  return level === "seen" || !DOCUMENTATION.has(word);
}

function isRead(extension: string): boolean {
  return extension.startsWith("x-countersign-") || extension === "x-extensible-enum";
}

function sorted(items: readonly unknown[]): unknown[] {
  return [...items].sort((a, b) =>
    (JSON.stringify(a) ?? "") < (JSON.stringify(b) ?? "") ? -1 : 1,
  );
}
