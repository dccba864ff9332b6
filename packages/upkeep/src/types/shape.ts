import ts from "typescript";
import type { EmittedTypes, Place } from "./emitted-types.ts";

/** One of the alternatives that a type consists of. */
export interface Alternative {
  readonly type: ts.Type;
  readonly node: ts.TypeNode | undefined;
  /** Name of the component schema's type, if it is one. */
  readonly name: string | undefined;
}

/** Returns the alternatives of a type, without the `undefined` of an optional property. */
export function alternativesOf(types: EmittedTypes, place: Place): Alternative[] {
  const { type, node, isDeclaration = false } = place;
  if (isDeclaration && node === undefined) return [{ type, node, name: undefined }];
  const all = node === undefined ? ofType(types, type) : ofNode(types, node);
  return all.filter(({ type }) => !isNever(type) && !(place.isOptional && isUndefined(type)));
}

/** Whether an alternative's name stands for another type. */
export function isAlias(types: EmittedTypes, alternative: Alternative): boolean {
  return aliasedNode(types, alternative) !== undefined;
}

/** Returns what an alternative's name stands for: itself, unless the name is an alias. */
export function expanded(types: EmittedTypes, alternative: Alternative): Alternative[] {
  const node = aliasedNode(types, alternative);
  return node === undefined ? [alternative] : ofNode(types, node);
}

function aliasedNode(types: EmittedTypes, { name }: Alternative): ts.TypeNode | undefined {
  return name === undefined ? undefined : types.aliased(name);
}

function ofNode(types: EmittedTypes, node: ts.TypeNode): Alternative[] {
  if (ts.isParenthesizedTypeNode(node)) return ofNode(types, node.type);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((member) => ofNode(types, member));
  const name = types.nameIn(node);
  const type = types.checker.getTypeFromTypeNode(node);
  if (name !== undefined) return [{ type, node, name }];
  // An array's node knows the names of its items, and an intersection is one alternative.
  return type.isUnion() ? ofType(types, type) : [{ type, node, name: undefined }];
}

function ofType(types: EmittedTypes, type: ts.Type): Alternative[] {
  const members = type.isUnion() ? type.types : [type];
  return members.map((member) => ({
    type: member,
    node: undefined,
    name: types.nameOf(member),
  }));
}

function isNever({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.Never) !== 0;
}

function isUndefined({ flags }: ts.Type): boolean {
  return (flags & ts.TypeFlags.Undefined) !== 0;
}

/** What a list of alternatives allows, by the kind of JSON value. */
export interface Shape {
  /** Whether any value is allowed. */
  readonly isAnything: boolean;
  /** `null`, `string`, `number`, `boolean`, `file`; not arrays and objects. */
  readonly scalars: ReadonlySet<string>;
  /** Closed list of values, as JSON, of scalars without other values. */
  readonly closed: readonly string[];
  /** Known values of an open list. */
  readonly open: readonly string[] | undefined;
  readonly arrays: readonly Alternative[];
  readonly objects: readonly Alternative[];
}

/** Sorts alternatives by the kind of JSON value. */
export function shapeOf(types: EmittedTypes, alternatives: readonly Alternative[]): Shape {
  const scalars = new Set<string>();
  const literals: string[] = [];
  const arrays: Alternative[] = [];
  const objects: Alternative[] = [];
  let isAnything = false;
  let isOpen = false;
  const plain = new Set<string>();
  for (const alternative of alternatives) {
    const { type } = alternative;
    const { flags } = type;
    const literal = literalOf(types, type);
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) isAnything = true;
    else if (isUndefined(type)) continue;
    else if (flags & ts.TypeFlags.Null) scalars.add("null");
    else if (literal !== undefined) {
      literals.push(JSON.stringify(literal));
      scalars.add(typeof literal);
    } else if (flags & ts.TypeFlags.StringLike) plain.add("string");
    else if (flags & ts.TypeFlags.NumberLike) plain.add("number");
    else if (flags & ts.TypeFlags.BooleanLike) plain.add("boolean");
    else if (isOpenString(type)) isOpen = true;
    else if (type.symbol?.name === "Blob") plain.add("file");
    else if (isArray(types, type)) arrays.push(alternative);
    else objects.push(alternative);
  }
  if (literals.includes("true") && literals.includes("false")) plain.add("boolean");
  for (const kind of plain) scalars.add(kind);
  if (isOpen) scalars.add("string");
  const isString = (value: string): boolean => value.startsWith('"');
  return {
    isAnything,
    scalars,
    closed: literals.filter(
      (value) => !plain.has(typeof JSON.parse(value)) && !(isOpen && isString(value)),
    ),
    open: isOpen ? literals.filter(isString) : undefined,
    arrays,
    objects,
  };
}

function literalOf(
  { checker }: EmittedTypes,
  type: ts.Type,
): string | number | boolean | undefined {
  if (type.isStringLiteral() || type.isNumberLiteral()) return type.value;
  if (type.flags & ts.TypeFlags.BooleanLiteral) return checker.typeToString(type) === "true";
  return undefined;
}

/** `string & {}`, which keeps the known values of an open list. */
function isOpenString(type: ts.Type): boolean {
  return (
    type.isIntersection() && type.types.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0)
  );
}

/** Whether a type is an array or a tuple. */
export function isArray({ checker }: EmittedTypes, type: ts.Type): boolean {
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** Returns the items of an array or a tuple: one place for an array, one for each item of a tuple. */
export function itemsOf(types: EmittedTypes, { type, node }: Alternative): readonly Place[] {
  const items = types.checker.getTypeArguments(type as ts.TypeReference);
  const nodes =
    node === undefined
      ? []
      : ts.isArrayTypeNode(node)
        ? [node.elementType]
        : ts.isTupleTypeNode(node)
          ? node.elements.map((each) => (ts.isNamedTupleMember(each) ? each.type : each))
          : [];
  return items.map((item, index) => ({ type: item, node: nodes[index], isOptional: false }));
}
