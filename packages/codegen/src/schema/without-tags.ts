import { tagless } from "../emit/text.ts";
import { mapChildren } from "./map-children.ts";

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
 * Returns a document whose texts are strings, and contain no tags when they are put in a comment.
 */
export function withoutTags(document: object): object {
  return Object(tagFree(document));
}

function tagFree(node: unknown, isComment = false): unknown {
  if (typeof node === "string") return isComment ? tagless(node) : node;
  if (typeof node !== "object" || node === null) return node;
  return mapChildren(node, (child, key) => {
    if (TYPE_FIELDS.has(key)) return child;
    // An object or a boolean may be the schema of a property with this name.
    const isText = TEXT_FIELDS.has(key) && (typeof child === "number" || Array.isArray(child));
    return tagFree(isText ? String(child) : child, isComment || isCommentField(node, key));
  });
}

function isCommentField(node: object, key: string): boolean {
  return !Array.isArray(node) && COMMENT_FIELDS.has(key);
}
