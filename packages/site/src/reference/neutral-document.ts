import { childPointer } from "@countersign/spec/json";
import { neutralMarkdown } from "../markdown/provider-text.ts";

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

/** URLs that pages link to, by key. */
const URLS = new Set(
  "termsOfService authorizationUrl tokenUrl refreshUrl openIdConnectUrl url href".split(" "),
);

/** A document that can be shown, and what is not shown of it. */
export interface NeutralDocument<T> {
  readonly document: T;
  /** One sentence for each link that leads nowhere, with the JSON pointer of its text. */
  readonly warnings: readonly string[];
}

/**
 * Returns a document whose descriptions are pure Markdown without links that lead nowhere: HTML and Redoc's own tags
 * are shown literally. Redoc's option `sanitize` works only in a browser, not when a page is built. URLs that are no
 * web pages are removed.
 */
export function neutralDocument<T>(document: T): NeutralDocument<T> {
  const warnings: string[] = [];
  const warn = (pointer: string, target: string): void => {
    const link = JSON.stringify(target.slice(0, 100));
    warnings.push(`${pointer} links to ${link}, which leads nowhere on the site and is not shown.`);
  };

  const walk = (value: unknown, pointer: string, keysAreNames: boolean): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      return value.map((item, index) => walk(item, childPointer(pointer, index), false));
    }
    const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
      const at = childPointer(pointer, key);
      if (keysAreNames) return [[key, walk(item, at, false)]];
      if (isMarkdown(key, pointer) && typeof item === "string") return [[key, shown(item, at)]];
      // Servers are shown, not linked to, and their URLs can be relative.
      if (URLS.has(key) && typeof item === "string" && !/\/servers\/\d+$/.test(pointer)) {
        if (isWebPage(item)) return [[key, item]];
        warn(at, item);
        return [];
      }
      // A list of examples is data; a map of examples has descriptions.
      if (DATA.has(key) || (key === "examples" && Array.isArray(item))) return [[key, item]];
      return [[key, walk(item, at, MAPS.has(key))]];
    });
    return Object.fromEntries(entries);
  };

  const shown = (text: string, pointer: string): string => {
    const { markdown, removed } = neutralMarkdown(text);
    for (const target of removed) warn(pointer, target);
    return markdown;
  };

  return { document: walk(document, "#/", false) as T, warnings };
}

/** Redoc renders the summary of the document as Markdown too; other summaries are plain text. */
function isMarkdown(key: string, pointer: string): boolean {
  return key === "description" || (key === "summary" && pointer === "#/info");
}

function isWebPage(url: string): boolean {
  return URL.canParse(url) && /^(https?|mailto):$/.test(new URL(url).protocol);
}
