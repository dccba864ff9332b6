import { isObject, nodeAt, pointerTokens, refPointer } from "@countersign/spec/json";
import { freeName, pascalCase } from "@countersign/spec/model";
import { componentSchemas } from "@countersign/spec/openapi";
import { componentRef } from "./component-schemas.ts";
import { mapChildren } from "./map-children.ts";
import type { SchemaNode } from "./schema-children.ts";

/**
 * Returns a document in which each schema of an operation or a parameter, or within a component schema, that is referred
 * to from elsewhere is also a component, and the references lead there. A bundler writes such references for what it
 * finds twice. The type that stands in that place cannot be indexed: the parts that lead to it may be optional, or have
 * other names.
 */
export function hoistSchemas(document: object): object {
  const taken = new Set(componentSchemas(document).keys());
  const names = new Map<string, string>();
  const nameOf = (pointer: string): string => {
    const name = names.get(pointer) ?? freeName(schemaNameFor(pointer), taken);
    taken.add(name);
    names.set(pointer, name);
    return name;
  };
  const redirect = (node: unknown): unknown =>
    mapChildren(node, (child, key) => {
      const pointer = key === "$ref" && typeof child === "string" ? refPointer(child) : "";
      const isHoisted = isInner(pointer) && isObject(nodeAt(document, pointer));
      return isHoisted ? componentRef(nameOf(pointer)) : redirect(child);
    });
  const redirected = Object(redirect(document));
  if (names.size === 0) return document;
  const hoisted: Record<string, unknown> = {};
  // Grows while it is read: a hoisted schema can refer to another one.
  for (const [pointer, name] of names) hoisted[name] = redirect(nodeAt(document, pointer));
  return {
    ...redirected,
    components: {
      ...Object(redirected.components),
      schemas: { ...Object(redirected.components?.schemas), ...hoisted },
    },
  };
}

/** Returns a schema without `$defs`: what refers to them refers to components, and they are no members of a value. */
export function withoutDefinitions(schema: SchemaNode): SchemaNode {
  const { $defs, ...rest } = schema;
  return $defs === undefined ? schema : rest;
}

/** Whether a pointer leads to a schema within an operation or a component that is not itself a schema, or within one. */
function isInner(pointer: string): boolean {
  return (
    /^#\/(paths|webhooks|components\/(?!schemas\/)\w+)\/.*\/schema(\/|$)/.test(pointer) ||
    /^#\/components\/schemas\/[^/]+\/./.test(pointer)
  );
}

/** Tokens that are in nearly every pointer. */
const COMMON = new Set(
  "$defs components content definitions items paths properties schema schemas".split(" "),
);

function schemaNameFor(pointer: string): string {
  const words = pointerTokens(pointer).filter(
    (token) => !COMMON.has(token) && !token.includes("/json"),
  );
  return pascalCase(words.join(" ")) || "Schema";
}
