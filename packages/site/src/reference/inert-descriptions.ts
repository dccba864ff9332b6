/** Values that are data: what a description says in them is nobody's markup. */
const DATA = new Set(["example", "default", "enum", "const", "value", "x-codeSamples"]);

/** Objects whose keys are names that somebody chose, not words of OpenAPI. */
const MAPS = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "dependentSchemas",
  "schemas",
  "parameters",
  "requestBodies",
  "responses",
  "headers",
  "examples",
  "links",
  "callbacks",
  "securitySchemes",
  "pathItems",
  "paths",
  "webhooks",
  "content",
  "encoding",
  "variables",
]);

/**
 * Returns a document whose descriptions mean nothing but Markdown: HTML and Redoc's own tags (`{% … %}`) are
 * shown as they are written. Redoc's option `sanitize` does the same only in a browser, and not where a page is
 * built.
 */
export function withInertDescriptions<T>(document: T): T {
  return walk(document, false) as T;
}

function walk(value: unknown, keysAreNames: boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, false));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (keysAreNames) return [key, walk(item, false)];
      if (key === "description" && typeof item === "string") return [key, inert(item)];
      // A list of examples is data; a map of them has descriptions.
      if (DATA.has(key) || (key === "examples" && Array.isArray(item))) return [key, item];
      return [key, walk(item, MAPS.has(key))];
    }),
  );
}

/** Returns Markdown in which only Markdown has a meaning. */
export function inert(markdown: string): string {
  // Code, fenced or within backquotes, shows everything as it is; only tags of Redoc work there, too.
  const parts = markdown.split(/(```[\s\S]*?```|`+[^`]+`+)/);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\\?</g, "\\<")))
    .join("")
    .replace(/\{(?=%)/g, "{\u200b");
}
