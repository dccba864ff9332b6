import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";

/** The properties of a body's field or of a parameter that callers can see. */
export interface Field {
  /** `string`, `integer | null`, `any` … */
  readonly type: string;
  readonly isRequired: boolean;
  /** Allowed values as JSON, or undefined if all are allowed. */
  readonly values: readonly string[] | undefined;
  /** Path of the field that contains it. */
  readonly parent: string | undefined;
}

/** Fields by path: `subject.name`, `items[].id`, `metadata.*`. The root's path is empty. */
export type Fields = ReadonlyMap<string, Field>;

/** More than any real body or document needs; guards against ones crafted to be endless. */
const MAX_FIELDS = 5_000;
const MAX_FIELDS_IN_ALL = 2_000_000;
const MAX_DEPTH = 32;

/** Everything a schema declares, with compositions and references resolved. */
interface Shape {
  readonly types: ReadonlySet<string>;
  readonly values: ReadonlySet<string> | undefined;
  readonly required: ReadonlySet<string>;
  /** Schemas of the fields; `[]` stands for the items and `*` for additional properties. */
  readonly children: ReadonlyMap<string, ReadonlySet<object>>;
}

const NOTHING: Shape = {
  types: new Set(),
  values: undefined,
  required: new Set(),
  children: new Map(),
};

/** A field's path, its container, and whether the container requires it. */
interface Position {
  readonly path: string;
  readonly parent: string | undefined;
  readonly isRequired: boolean;
}

/** Reads the fields of a document's schemas, each schema once. */
export class FieldReader {
  readonly #document: unknown;
  readonly #shapes = new WeakMap<object, Shape>();
  #fieldsRead = 0;

  constructor(document: unknown) {
    this.#document = document;
  }

  /** Returns a node, or what it refers to within the document. */
  resolve(node: unknown): unknown {
    return resolveRef(this.#document, node);
  }

  /**
   * Returns the fields of a schema, including the schema itself as `root`, or undefined if there are too many or they
   * are nested too deeply.
   */
  fieldsOf(
    schema: unknown,
    { root, isRequired }: { root: string; isRequired: boolean },
  ): Fields | undefined {
    const fields = new Map<string, Field>();
    if (!isObject(schema)) return fields;
    const at = { path: root, parent: undefined, isRequired };
    return this.#walk(fields, new Set([schema]), { at, above: [] }) ? fields : undefined;
  }

  /** Adds a field and everything below it. Returns false if that is too much. */
  #walk(
    fields: Map<string, Field>,
    schemas: ReadonlySet<object>,
    { at, above }: { at: Position; above: readonly ReadonlySet<object>[] },
  ): boolean {
    const isTooMuch = fields.size >= MAX_FIELDS || this.#fieldsRead >= MAX_FIELDS_IN_ALL;
    if (isTooMuch || above.length > MAX_DEPTH) return false;
    this.#fieldsRead += 1;
    const targets = new Set([...schemas].map((each) => this.resolve(each)).filter(isObject));
    const shape = this.#joint([...schemas]);
    fields.set(at.path, {
      type: typeName(shape),
      isRequired: at.isRequired,
      values: shape.values && [...shape.values].sort(),
      parent: at.parent,
    });
    // A schema that contains itself was already read at a higher level.
    const fresh = [...targets].filter((target) => !above.some((level) => level.has(target)));
    return [...this.#joint(fresh).children].every(([name, children]) => {
      const isRequired = shape.required.has(name);
      return this.#walk(fields, children, {
        at: { path: joinedPath(at.path, name), parent: at.path, isRequired },
        above: [...above, targets],
      });
    });
  }

  #joint(schemas: readonly object[]): Shape {
    return schemas.map((each) => this.#shapeOf(each)).reduce(both, NOTHING);
  }

  #shapeOf(schema: object): Shape {
    const known = this.#shapes.get(schema);
    if (known !== undefined) return known;
    // Ends recursion: a schema composed of itself adds nothing to itself.
    this.#shapes.set(schema, NOTHING);
    const shape = isObject(schema) ? this.#compose(schema) : NOTHING;
    this.#shapes.set(schema, shape);
    return shape;
  }

  #compose(schema: Record<string, unknown>): Shape {
    const target = typeof schema.$ref === "string" ? this.resolve(schema) : undefined;
    const parts = [ownShape(schema), ...(isObject(target) ? [this.#shapeOf(target)] : [])];
    for (const each of objects(schema.allOf)) parts.push(this.#shapeOf(each));
    for (const variants of [objects(schema.anyOf), objects(schema.oneOf)]) {
      const shapes = variants.map((each) => this.#shapeOf(each));
      const [first, ...others] = shapes;
      if (first !== undefined) parts.push(others.reduce(either, first));
    }
    return parts.reduce(both, NOTHING);
  }
}

function ownShape(schema: Record<string, unknown>): Shape {
  const children = new Map<string, ReadonlySet<object>>();
  const child = (name: string, node: unknown): void => {
    if (isObject(node)) children.set(name, new Set([node]));
  };
  const properties = isObject(schema.properties) ? schema.properties : {};
  for (const [name, node] of Object.entries(properties)) child(fieldName(name), node);
  child("[]", schema.items);
  child("*", schema.additionalProperties);
  const values = "const" in schema ? [schema.const] : schema.enum;
  const required = Array.isArray(schema.required) ? schema.required : [];
  return {
    types: new Set(ownTypes(schema)),
    values: Array.isArray(values)
      ? new Set(values.map((value) => JSON.stringify(value)))
      : undefined,
    required: new Set(required.map((name) => fieldName(String(name)))),
    children,
  };
}

function ownTypes({ type, nullable, properties, items }: Record<string, unknown>): string[] {
  const types = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === "string");
  if (types.length === 0 && isObject(properties)) types.push("object");
  if (types.length === 0 && isObject(items)) types.push("array");
  if (nullable === true && types.length > 0) types.push("null");
  return types;
}

function both(a: Shape, b: Shape): Shape {
  return {
    types: union(a.types, b.types),
    values: a.values && b.values ? common(a.values, b.values) : (a.values ?? b.values),
    required: union(a.required, b.required),
    children: joinedChildren(a, b),
  };
}

function either(a: Shape, b: Shape): Shape {
  const [open] = [a, b].filter(({ values }) => values === undefined);
  // Many documents write null as a variant. Next to it, a list of values still restricts the field.
  const isNull = open?.types.size === 1 && open.types.has("null");
  const values = union(a.values ?? new Set<string>(), b.values ?? new Set<string>());
  return {
    types: union(a.types, b.types),
    values: open === undefined || (isNull && values.size > 0) ? values : undefined,
    required: common(a.required, b.required),
    children: joinedChildren(a, b),
  };
}

function joinedChildren(a: Shape, b: Shape): Shape["children"] {
  const children = new Map(a.children);
  for (const [name, schemas] of b.children) {
    children.set(name, union(children.get(name) ?? new Set(), schemas));
  }
  return children;
}

function typeName({ types, values }: Shape): string {
  const names = [...types].sort(
    (a, b) => Number(a === "null") - Number(b === "null") || (a < b ? -1 : 1),
  );
  if (names.length > 0) return names.join(" | ");
  return values === undefined ? "any" : "enum";
}

/** Quotes a name that could be mistaken for a path or for several words. */
function fieldName(name: string): string {
  return /^[\w$@:-]+$/.test(name) ? name : JSON.stringify(name);
}

function joinedPath(path: string, name: string): string {
  return path === "" || name === "[]" ? `${path}${name}` : `${path}.${name}`;
}

function objects(value: unknown): object[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function union<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  return new Set([...a, ...b]);
}

function common<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): ReadonlySet<T> {
  return new Set([...a].filter((each) => b.has(each)));
}
