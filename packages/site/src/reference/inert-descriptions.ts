/** Keys whose values are data, in which a `description` is not Markdown. */
const DATA = new Set(["example", "default", "enum", "const", "value", "x-codeSamples"]);

/** Objects whose keys are free names, not OpenAPI keywords. */
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
 * Returns a document whose descriptions are pure Markdown: HTML and Redoc's own tags (`{% … %}`) are shown
 * literally. Redoc's option `sanitize` works only in a browser, not when a page is built.
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
      // A list of examples is data; a map of examples has descriptions.
      if (DATA.has(key) || (key === "examples" && Array.isArray(item))) return [key, item];
      return [key, walk(item, MAPS.has(key))];
    }),
  );
}

/** Escapes everything in Markdown that is not Markdown. */
export function inert(markdown: string): string {
  // Code is literal, except that Redoc interprets its tags there too.
  const parts = markdown.split(/(```[\s\S]*?```|`+[^`]+`+)/);
  return parts
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/\\?</g, "\\<")))
    .join("")
    .replace(/\{(?=%)/g, "{\u200b");
}
