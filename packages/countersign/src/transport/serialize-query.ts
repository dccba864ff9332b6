import { plainText } from "./plain-text.ts";

/**
 * Returns the query with its question mark, or an empty text, in OpenAPI's default styles: an array is a
 * pair per item (`form`), an object a pair per property in brackets (`deepObject`). OpenAPI leaves
 * objects within objects undefined; they nest as `filter[identifier][key]`, as servers that read brackets
 * have it. What is null, undefined or an empty array is left out.
 *
 * @throws CountersignError `request_invalid` for a value that could be written in more than one way.
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
  const text = encodeURIComponent(plainText("query", name, value));
  // Brackets stay as they are: documentation writes them so, and servers take them.
  return `${name.replace(/[^[\]]+/g, encodeURIComponent)}=${text}`;
}

/** Tells whether a value is an object and nothing more: no array, no `Date`, no other class. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(Object(value));
  return prototype === Object.prototype || prototype === null;
}
