import { tagless } from "../emit/text.ts";

/** Fields that openapi-typescript copies into comments. */
const COMMENT_FIELDS = new Set([
  "title",
  "summary",
  "description",
  "default",
  "example",
  "examples",
]);

/** Fields that must be strings. Anything else, such as an unquoted `2024`, would prevent the types. */
const TEXT_FIELDS = new Set(["title", "summary", "description"]);

/** Fields whose strings become types. */
const TYPE_FIELDS = new Set(["const", "enum", "x-extensible-enum", "required", "$ref"]);

/**
 * Returns a document whose texts are strings, and contain no tags when they are put in a comment. Parts without tags are not
 * copied: a second copy of a large document would fill the memory.
 */
export function withoutTags(document: object): object {
  return Object(tagFree(document));
}

function tagFree(node: unknown, isComment = false): unknown {
  if (typeof node === "string") return isComment ? tagless(node) : node;
  if (typeof node !== "object" || node === null) return node;
  const children = Object.entries(node).map(([key, child]): [string, unknown] => {
    if (TYPE_FIELDS.has(key)) return [key, child];
    // An object or a boolean may be the schema of a property with this name.
    const isText = TEXT_FIELDS.has(key) && (typeof child === "number" || Array.isArray(child));
    const text = isText ? String(child) : child;
    return [key, tagFree(text, isComment || isCommentField(node, key))];
  });
  if (children.every(([key, child]) => child === Reflect.get(node, key))) return node;
  return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
}

function isCommentField(node: object, key: string): boolean {
  return !Array.isArray(node) && COMMENT_FIELDS.has(key);
}
