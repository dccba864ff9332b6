import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";
import type { SchemaNode } from "./schema-children.ts";

/** Marks a reference to a schema of which some properties are required that it leaves optional. */
export const REQUIRING = "x-countersign-required";

/**
 * Returns a function that lets a schema require properties of what it is composed of: of references, which
 * openapi-typescript does only for plain objects, and of the parts beside the one that names them.
 */
export function requireProperties(document: SchemaNode): (schema: SchemaNode) => SchemaNode {
  const shapes = new Map<unknown, Shape>();

  const shapeOf = (node: unknown): Shape => {
    const schema = resolveRef(document, node);
    if (!isObject(schema)) return NOTHING;
    const known = shapes.get(schema);
    if (known !== undefined) return known;
    shapes.set(schema, NOTHING);
    const parts = listOf(schema.allOf).map(shapeOf);
    const alternatives = [...listOf(schema.oneOf), ...listOf(schema.anyOf)].map(shapeOf);
    const own = new Set(namesOf(schema.required));
    const shape = {
      declared: new Set([
        ...Object.keys(Object(schema.properties)),
        ...[...parts, ...alternatives].flatMap(({ declared }) => [...declared]),
      ]),
      required: new Set([
        ...Object.keys(Object(schema.properties)).filter((name) => own.has(name)),
        ...parts.flatMap(({ required }) => [...required]),
        ...commonTo(alternatives.map(({ required }) => required)),
      ]),
    };
    shapes.set(schema, shape);
    return shape;
  };

  const requiring = (part: unknown, names: readonly string[]): unknown => {
    const { declared, required } = shapeOf(part);
    const missing = names.filter((name) => declared.has(name) && !required.has(name));
    if (!isObject(part) || missing.length === 0) return part;
    const { $ref } = part;
    if (typeof $ref !== "string") {
      return { ...part, required: [...new Set([...namesOf(part.required), ...missing])] };
    }
    return { type: "object", [REQUIRING]: { $ref, names: missing } };
  };

  return (schema) => {
    const parts = listOf(schema.allOf);
    const own = Object.keys(Object(schema.properties));
    const names = new Set(
      [schema, ...parts].flatMap((part) => (isObject(part) ? namesOf(part.required) : [])),
    );
    const required = new Set(namesOf(schema.required));
    const here = own.filter((name) => names.has(name) && !required.has(name));
    // One part that has a property is enough.
    const given = new Set(parts.flatMap((part) => [...shapeOf(part).required]));
    const inherited = [...names].filter((name) => !own.includes(name) && !given.has(name));
    if (inherited.length === 0 && here.length === 0) return schema;
    const composed = COMPOSING.flatMap((key) => {
      const list = listOf(schema[key]);
      return list.length === 0 ? [] : [[key, list.map((part) => requiring(part, inherited))]];
    });
    return {
      ...schema,
      ...Object.fromEntries(composed),
      ...(here.length > 0 && { required: [...required, ...here] }),
    };
  };
}

const COMPOSING = ["allOf", "oneOf", "anyOf"];

/** The properties that a schema declares somewhere, and those that every value has. */
interface Shape {
  readonly declared: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
}

const NOTHING: Shape = { declared: new Set(), required: new Set() };

function commonTo([first = new Set(), ...others]: readonly ReadonlySet<string>[]): string[] {
  return [...first].filter((name) => others.every((names) => names.has(name)));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function namesOf(value: unknown): string[] {
  return listOf(value).filter((name): name is string => typeof name === "string");
}

/** Returns the reference that a schema is, and the properties that it requires of its target, or undefined. */
export function requiringReference(
  schema: object,
): { readonly ref: string; readonly names: readonly string[] } | undefined {
  const marker: unknown = Reflect.get(schema, REQUIRING);
  if (!isObject(marker) || typeof marker.$ref !== "string") return undefined;
  return { ref: marker.$ref, names: namesOf(marker.names) };
}
