import { parameterString } from "./parameter-string.ts";
import { isRecord } from "./value-kind.ts";

/**
 * Returns the query with its question mark, or an empty string, in OpenAPI's default styles: an array is one pair
 * per item (`form`), an object one pair per property in brackets (`deepObject`). OpenAPI does not define nested
 * objects; they become `filter[identifier][key]`, the convention of servers that parse brackets. Null, undefined
 * and empty arrays are omitted.
 *
 * @throws CountersignError `request_invalid` for a value with more than one possible representation.
 */
export function serializeQuery(query: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one) => pair(name, one)) : pairsOf(name, value),
  );
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

function pairsOf(name: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) return [pair(name, value)];
  return Object.entries(value).flatMap(([key, inner]) => pairsOf(`${name}[${key}]`, inner));
}

function pair(name: string, value: unknown): string {
  const encoded = encodeURIComponent(parameterString("query", name, value));
  // Brackets are not encoded: providers document them this way, and servers accept them.
  return `${name.replace(/[^[\]]+/g, encodeURIComponent)}=${encoded}`;
}
