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

/** Fields whose strings become types. */
const TYPE_FIELDS = new Set(["const", "enum", "x-extensible-enum", "required", "$ref"]);

/**
 * Returns a document whose strings contain no tags when they are put in a comment. Parts without tags are not
 * copied: a second copy of a large document would fill the memory.
 */
export function withoutTags(document: object): object {
  return Object(tagFree(document));
}

function tagFree(node: unknown, isComment = false): unknown {
  if (typeof node === "string") return isComment ? tagless(node) : node;
  if (typeof node !== "object" || node === null) return node;
  const children = Object.entries(node).map(([key, child]): [string, unknown] => [
    key,
    TYPE_FIELDS.has(key) ? child : tagFree(child, isComment || isCommentField(node, key)),
  ]);
  if (children.every(([key, child]) => child === Reflect.get(node, key))) return node;
  return Array.isArray(node) ? children.map(([, child]) => child) : Object.fromEntries(children);
}

function isCommentField(node: object, key: string): boolean {
  return !Array.isArray(node) && COMMENT_FIELDS.has(key);
}
