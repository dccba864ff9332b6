import { isObject, nodeAt, pointerTokens, refPointer } from "@countersign/spec/json";
import { freeName } from "@countersign/spec/model";
import { componentRef, schemaNodes } from "./component-schemas.ts";
import { type Direction, mapDocumentSchemas } from "./document-schemas.ts";
import { mapSubschemas, type SchemaNode, subschemas } from "./schema-children.ts";

/**
 * Returns a document in which requests have no read-only properties, and responses no write-only ones. What such a
 * property requires applies to the other direction alone (OpenAPI 3.0, section 4.7.24.2; JSON Schema Validation
 * 2020-12, section 9.4).
 *
 * A component schema that both directions use, and that differs between them, stays as responses contain it. The
 * document gains a second one as requests contain it: `UserInput` for `User`. A document without such properties is
 * returned as it is.
 */
export function splitDirections(document: SchemaNode): SchemaNode {
  // Most documents have none, and then need no search for what uses what.
  if (!hasMarker(document)) return document;
  const split = new Split(document);
  return split.isNeeded ? split.document() : document;
}

function hasMarker(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (isObject(node) && (node.readOnly === true || node.writeOnly === true)) return true;
  return Object.values(node).some(hasMarker);
}

/** Names of properties. */
type Names = ReadonlySet<string>;
const NONE: Names = new Set();

class Split {
  readonly #document: SchemaNode;
  readonly #schemas: ReadonlyMap<string, SchemaNode>;
  /** Names of the component schemas that differ between the directions, or that contain one that does. */
  readonly #differing: Names;
  /** Names of the component schemas that each direction uses. */
  readonly #used: Readonly<Record<Direction, Names>>;
  /** Names of the second schemas, by the name of the first. */
  readonly #inputs: ReadonlyMap<string, string>;
  readonly #hidden = {
    request: new WeakMap<SchemaNode, Names>(),
    response: new WeakMap<SchemaNode, Names>(),
  };
  /** Targets of references into schemas that are being resolved, so that a cycle ends. */
  readonly #resolving = new Set<unknown>();
  /** OpenAPI 3.0 ignores what stands beside a `$ref`. */
  readonly #ignoresSiblings: boolean;

  constructor(document: SchemaNode) {
    this.#document = document;
    this.#schemas = schemaNodes(document);
    this.#ignoresSiblings = String(document.openapi).startsWith("3.0");
    this.#differing = this.#differingSchemas();
    this.#used = this.#usedSchemas();
    this.#inputs = this.#inputNames();
  }

  /** Whether any schema differs between the directions. */
  get isNeeded(): boolean {
    if (this.#differing.size > 0) return true;
    let isNeeded = false;
    mapDocumentSchemas(this.#document, (schema) => {
      isNeeded ||= this.#differs(schema);
      return schema;
    });
    return isNeeded;
  }

  /** Returns the split document. */
  document(): SchemaNode {
    const split = mapDocumentSchemas(this.#document, (schema, direction) =>
      this.#view(schema, direction),
    );
    const { components } = this.#document;
    if (!isObject(components)) return split;
    const own = [...this.#schemas].map(([name, schema]): [string, SchemaNode] => {
      const isRequestOnly = this.#used.request.has(name) && !this.#used.response.has(name);
      return [name, this.#view(schema, isRequestOnly ? "request" : "response")];
    });
    const inputs = [...this.#inputs].map(([name, input]): [string, SchemaNode] => {
      const view = this.#view(this.#schemas.get(name) ?? {}, "request");
      const about = `\`${name}\` as a request contains it.`;
      const { description } = view;
      const text = typeof description === "string" ? `${about}\n\n${description}` : about;
      return [input, { ...view, description: text }];
    });
    const schemas = { ...Object(components.schemas), ...Object.fromEntries([...own, ...inputs]) };
    return { ...split, components: { ...Object(split.components), schemas } };
  }

  #inputNames(): Map<string, string> {
    const taken = new Set(this.#schemas.keys());
    const { request, response } = this.#used;
    const both = [...this.#differing].filter((name) => request.has(name) && response.has(name));
    return new Map(
      both.map((name) => {
        const input = freeName(`${name}Input`, taken);
        taken.add(input);
        return [name, input];
      }),
    );
  }

  /** Follows references backwards from the schemas that differ themselves. */
  #differingSchemas(): Set<string> {
    const found = new Set<string>();
    const users = new Map<string, string[]>();
    for (const [name, schema] of this.#schemas) {
      if (this.#hidesSomething(schema)) found.add(name);
      for (const used of this.#referredSchemas(schema)) {
        users.set(used, [...(users.get(used) ?? []), name]);
      }
    }
    for (const name of found) for (const user of users.get(name) ?? []) found.add(user);
    return found;
  }

  #usedSchemas(): Record<Direction, Set<string>> {
    const used = { request: new Set<string>(), response: new Set<string>() };
    const follow = (schema: SchemaNode, direction: Direction): void => {
      for (const name of this.#referredSchemas(schema, direction)) {
        if (used[direction].has(name)) continue;
        used[direction].add(name);
        follow(this.#schemas.get(name) ?? {}, direction);
      }
    };
    mapDocumentSchemas(this.#document, (schema, direction) => {
      follow(schema, direction);
      return schema;
    });
    return used;
  }

  /**
   * Returns the names of the component schemas that a schema refers to, also into and for a discriminator. Properties
   * that a direction hides do not count.
   */
  #referredSchemas(schema: SchemaNode, direction?: Direction): string[] {
    const own = [schema.$ref, ...Object.values(mappingOf(schema))].flatMap((ref) => {
      const name = typeof ref === "string" ? this.#schemaIn(ref) : undefined;
      return name === undefined ? [] : [name];
    });
    const visible = direction === undefined ? schema : this.#withoutHidden(schema, direction);
    return [
      ...own,
      ...subschemas(visible).flatMap((each) => this.#referredSchemas(each, direction)),
    ];
  }

  /** Returns the name of the component schema that a reference or a discriminator's value leads to, or into. */
  #schemaIn(ref: string): string | undefined {
    if (this.#schemas.has(ref)) return ref;
    const [components, schemas, name] = pointerTokens(refPointer(ref));
    const isSchema = ref.startsWith("#") && components === "components" && schemas === "schemas";
    return isSchema && name !== undefined && this.#schemas.has(name) ? name : undefined;
  }

  /** Whether a schema, or one that it refers to, differs between the directions. */
  #differs(schema: SchemaNode): boolean {
    return (
      this.#hidesSomething(schema) ||
      this.#referredSchemas(schema).some((name) => this.#differing.has(name))
    );
  }

  /** Whether a schema has a property, at any depth but not beyond a reference, that one direction hides. */
  #hidesSomething(schema: SchemaNode): boolean {
    const properties = Object.values(Object(schema.properties)).filter(isObject);
    const isHidden = properties.some(
      (each) => this.#isHidden(each, "request") || this.#isHidden(each, "response"),
    );
    return isHidden || subschemas(schema).some((each) => this.#hidesSomething(each));
  }

  /** Whether a property is absent in a direction. */
  #isHidden(property: SchemaNode, direction: Direction, seen: readonly unknown[] = []): boolean {
    if (seen.includes(property)) return false;
    const { $ref, allOf } = property;
    const target = typeof $ref === "string" ? nodeAt(this.#document, refPointer($ref)) : undefined;
    const marker = direction === "request" ? "readOnly" : "writeOnly";
    if (property[marker] === true && !(target !== undefined && this.#ignoresSiblings)) return true;
    const parts = [target, ...(Array.isArray(allOf) ? allOf : [])].filter(isObject);
    return parts.some((part) => this.#isHidden(part, direction, [...seen, property]));
  }

  /** Returns the properties that a direction hides in a schema and everything that it is composed of. */
  #hiddenNames(schema: SchemaNode, direction: Direction): Names {
    const known = this.#hidden[direction];
    const names = known.get(schema) ?? this.#foundNames(schema, direction, []);
    known.set(schema, names);
    return names;
  }

  #foundNames(schema: SchemaNode, direction: Direction, seen: readonly unknown[]): Names {
    if (seen.includes(schema)) return NONE;
    const own = Object.entries(Object(schema.properties))
      .filter(([, property]) => isObject(property) && this.#isHidden(property, direction))
      .map(([name]) => name);
    const inherited = this.#parts(schema).flatMap((part) => [
      ...this.#foundNames(part, direction, [...seen, schema]),
    ]);
    return new Set([...own, ...inherited]);
  }

  /** Returns the schemas that a value must match beside this one. */
  #parts({ $ref, allOf }: SchemaNode): SchemaNode[] {
    const target = typeof $ref === "string" ? nodeAt(this.#document, refPointer($ref)) : undefined;
    return [target, ...(Array.isArray(allOf) ? allOf : [])].filter(isObject);
  }

  /** Returns a schema without the properties that a direction hides, here or, by name, around it. */
  #withoutHidden(schema: SchemaNode, direction: Direction, around: Names = NONE): SchemaNode {
    const { properties, required } = schema;
    const hidden = new Set([...around, ...this.#hiddenNames(schema, direction)]);
    if (hidden.size === 0) return schema;
    const isShown = (name: unknown): boolean => !hidden.has(String(name));
    const shown = Object.entries(Object(properties)).filter(([name]) => isShown(name));
    return {
      ...schema,
      ...(isObject(properties) && { properties: Object.fromEntries(shown) }),
      ...(Array.isArray(required) && { required: required.filter(isShown) }),
    };
  }

  /**
   * Returns a schema as a direction contains it.
   *
   * @param around - Properties that are hidden by a schema of which this one is a part.
   */
  #view(schema: SchemaNode, direction: Direction, around: Names = NONE): SchemaNode {
    const { $ref } = schema;
    if (typeof $ref === "string") return this.#reference({ ...schema, $ref }, direction, around);
    const hidden = new Set([...around, ...this.#hiddenNames(schema, direction)]);
    const shown = this.#withoutHidden(schema, direction, around);
    const view = mapSubschemas(shown, (subschema, keyword) =>
      this.#view(subschema, direction, COMPOSING.has(keyword) ? hidden : NONE),
    );
    return this.#withMapping(view, schema, direction);
  }

  #reference(
    schema: SchemaNode & { readonly $ref: string },
    direction: Direction,
    around: Names,
  ): SchemaNode {
    const target = nodeAt(this.#document, refPointer(schema.$ref));
    const name = this.#schemaIn(schema.$ref);
    if (!isObject(target)) return schema;
    const isWhole = name !== undefined && target === this.#schemas.get(name);
    const left = [...around].filter((each) => !this.#hiddenNames(target, direction).has(each));
    const isMentioned = this.#mentions(target, new Set(left));
    if (isWhole && !isMentioned) return { ...schema, $ref: this.#ref(name, direction) };
    if (!isMentioned && !this.#differs(target)) return schema;
    if (this.#resolving.has(target)) return {};
    this.#resolving.add(target);
    const view = this.#view(target, direction, around);
    this.#resolving.delete(target);
    const { $ref, ...siblings } = schema;
    return { ...view, ...(!this.#ignoresSiblings && siblings) };
  }

  /** Whether a schema declares or requires one of some properties, itself or by what it is composed of. */
  #mentions(schema: SchemaNode, names: Names, seen: readonly unknown[] = []): boolean {
    if (names.size === 0 || seen.includes(schema)) return false;
    const { properties, required } = schema;
    const own = [
      ...Object.keys(Object(properties)),
      ...(Array.isArray(required) ? required.map(String) : []),
    ];
    return (
      own.some((name) => names.has(name)) ||
      this.#parts(schema).some((part) => this.#mentions(part, names, [...seen, schema]))
    );
  }

  /** Returns the reference to a component schema as a direction contains it. */
  #ref(name: string, direction: Direction): string {
    const input = direction === "request" ? this.#inputs.get(name) : undefined;
    return componentRef(input ?? name);
  }

  /** Adapts a discriminator. A value that is a schema's name, which may now differ, has to be written out. */
  #withMapping(view: SchemaNode, schema: SchemaNode, direction: Direction): SchemaNode {
    const { discriminator } = view;
    if (!isObject(discriminator)) return view;
    const explicit = Object.entries(mappingOf(schema)).map(([value, ref]) => {
      const name = this.#schemaIn(ref);
      return [value, name === undefined ? ref : this.#ref(name, direction)] as const;
    });
    const mapped = new Set(Object.values(mappingOf(schema)).map((ref) => this.#schemaIn(ref)));
    const implicit = this.#members(schema)
      .filter((name) => !mapped.has(name) && this.#ref(name, direction) !== componentRef(name))
      .map((name) => [name, this.#ref(name, direction)] as const);
    if (explicit.length + implicit.length === 0) return view;
    const mapping = Object.fromEntries([...implicit, ...explicit]);
    return { ...view, discriminator: { ...discriminator, mapping } };
  }

  /** Returns the names of the schemas that a discriminator tells apart: members of a union, or heirs of a base. */
  #members(schema: SchemaNode): string[] {
    const union = [schema.oneOf, schema.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
    if (union.length > 0) return union.flatMap((member) => this.#nameOf(member) ?? []);
    return [...this.#schemas.keys()].filter((name) => {
      const { allOf } = this.#schemas.get(name) ?? {};
      const bases = Array.isArray(allOf) ? allOf.map((part) => this.#nameOf(part)) : [];
      return bases.some((base) => base !== undefined && this.#schemas.get(base) === schema);
    });
  }

  #nameOf(node: unknown): string | undefined {
    return isObject(node) && typeof node.$ref === "string" ? this.#schemaIn(node.$ref) : undefined;
  }
}

/** Keywords whose subschemas describe the same value as the schema around them. */
const COMPOSING = new Set(["allOf", "anyOf", "oneOf", "if", "then", "else", "dependentSchemas"]);

function mappingOf({ discriminator }: SchemaNode): Record<string, string> {
  const mapping = isObject(discriminator) ? Object(discriminator.mapping) : {};
  return Object.fromEntries(
    Object.entries(mapping).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}
