import { isObject } from "@countersign/spec/json";
import { resolveRef } from "@countersign/spec/openapi";

/** What callers notice of a field of a body or of a parameter. */
export interface Field {
  /** `string`, `integer | null`, `any` … */
  readonly type: string;
  readonly isRequired: boolean;
  /** Values as JSON, or undefined where any is allowed. */
  readonly values: readonly string[] | undefined;
  /** Path of the field that holds it. */
  readonly parent: string | undefined;
}

/** Fields by path: `subject.name`, `items[].id`, `metadata.*`. The path of the whole is empty. */
export type Fields = ReadonlyMap<string, Field>;

/** Enough for any real body and document; one that is made to be endless ends here. */
const MAX_FIELDS = 5_000;
const MAX_FIELDS_IN_ALL = 2_000_000;
const MAX_DEPTH = 32;

/** All that a schema says, composition and references followed. */
interface Shape {
  readonly types: ReadonlySet<string>;
  readonly values: ReadonlySet<string> | undefined;
  readonly required: ReadonlySet<string>;
  /** Schemas of the fields, and of `[]` the items and `.*` all other properties. */
  readonly children: ReadonlyMap<string, ReadonlySet<object>>;
}

const NOTHING: Shape = {
  types: new Set(),
  values: undefined,
  required: new Set(),
  children: new Map(),
};

/** Where a field is, and what its container says of it. */
interface Position {
  readonly path: string;
  readonly parent: string | undefined;
  readonly isRequired: boolean;
}

/** Reads the fields of schemas of one document, each schema once. */
export class FieldReader {
  readonly #document: unknown;
  readonly #shapes = new WeakMap<object, Shape>();
  #fieldsRead = 0;

  constructor(document: unknown) {
    this.#document = document;
  }

  /** Returns what a node says, or what it refers to within the document. */
  resolve(node: unknown): unknown {
    return resolveRef(this.#document, node);
  }

  /**
   * Returns the fields of a schema, the schema itself included as `root`, or undefined when they are too
   * many or too deep to be read.
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

  /** Adds a field and all below it; false says that they are too many. */
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
      type: typeText(shape),
      isRequired: at.isRequired,
      values: shape.values && [...shape.values].sort(),
      parent: at.parent,
    });
    // A schema within itself has been read, further up.
    const fresh = [...targets].filter((target) => !above.some((level) => level.has(target)));
    return [...this.#joint(fresh).children].every(([name, children]) => {
      const isRequired = shape.required.has(name);
      return this.#walk(fields, children, {
        at: { path: joined(at.path, name), parent: at.path, isRequired },
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
    // What composes itself adds nothing to itself.
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
  // Beside null, which many documents write as a variant, a list of values is still one.
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

function typeText({ types, values }: Shape): string {
  const names = [...types].sort(
    (a, b) => Number(a === "null") - Number(b === "null") || (a < b ? -1 : 1),
  );
  if (names.length > 0) return names.join(" | ");
  return values === undefined ? "any" : "enum";
}

/** A name that would read as a path, or as two words, is quoted. */
function fieldName(name: string): string {
  return /^[\w$@:-]+$/.test(name) ? name : JSON.stringify(name);
}

function joined(path: string, name: string): string {
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
