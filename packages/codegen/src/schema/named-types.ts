import ts from "typescript";

const { factory } = ts;

/** Replaces `components["schemas"]["User"]` by `User` in a node. */
type Renaming = (node: ts.Node) => ts.Node;

/**
 * Returns declarations in which each component schema is an exported type, and `components["schemas"]["User"]` is a
 * reference to `User`. Editors then show a name instead of everything that it stands for.
 *
 * A schema that is itself or a union with itself says nothing about its values, and is `unknown`.
 *
 * @param names - Names of the types, by the schemas' names.
 */
export function withNamedTypes(
  nodes: readonly ts.Node[],
  names: ReadonlyMap<string, string>,
): ts.Node[] {
  const rename: Renaming = (node) => {
    const name = names.get(referencedSchema(node) ?? "");
    return name === undefined ? ts.visitEachChild(node, rename, undefined) : reference(name);
  };
  const schemas = schemaMembers(nodes);
  const circular = circularSchemas(schemas);
  const types = [...schemas].flatMap(([schema, member]) => {
    const name = names.get(schema);
    if (name === undefined || member.type === undefined) return [];
    const type = circular.has(schema)
      ? factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword)
      : (rename(member.type) as ts.TypeNode);
    return [withCommentsOf(member, declaration(name, type))];
  });
  const others = nodes.map((node) =>
    isComponents(node)
      ? withMembers(node, (member) => withReferences(member, names, rename))
      : ts.visitEachChild(node, rename, undefined),
  );
  return [...others, ...types];
}

function reference(name: string): ts.TypeNode {
  return factory.createTypeReferenceNode(name);
}

function declaration(
  name: string,
  type: ts.TypeNode,
): ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  const modifiers = [factory.createToken(ts.SyntaxKind.ExportKeyword)];
  return ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(modifiers, name, undefined, undefined, [...type.members])
    : factory.createTypeAliasDeclaration(modifiers, name, undefined, type);
}

function withCommentsOf<Node extends ts.Node>(source: ts.Node, node: Node): Node {
  return ts.setSyntheticLeadingComments(node, ts.getSyntheticLeadingComments(source));
}

/** Returns a member of `components` in which the named schemas are references. */
function withReferences(
  member: ts.TypeElement,
  names: ReadonlyMap<string, string>,
  rename: Renaming,
): ts.TypeElement {
  if (!isSchemas(member)) return ts.visitEachChild(member, rename, undefined);
  const schemas = member.type.members.map((schema) => {
    const name = names.get(memberName(schema));
    return ts.isPropertySignature(schema) && name !== undefined
      ? withType(schema, reference(name))
      : ts.visitEachChild(schema, rename, undefined);
  });
  return withType(member, factory.createTypeLiteralNode(schemas));
}

function withMembers(
  { modifiers, name, typeParameters, heritageClauses, members }: ts.InterfaceDeclaration,
  change: (member: ts.TypeElement) => ts.TypeElement,
): ts.InterfaceDeclaration {
  return factory.createInterfaceDeclaration(
    modifiers,
    name,
    typeParameters,
    heritageClauses,
    members.map(change),
  );
}

/** Returns a property with another type, and without its comments. */
function withType(
  { modifiers, name, questionToken }: ts.PropertySignature,
  type: ts.TypeNode,
): ts.PropertySignature {
  return factory.createPropertySignature(modifiers, name, questionToken, type);
}

function isComponents(node: ts.Node): node is ts.InterfaceDeclaration {
  return ts.isInterfaceDeclaration(node) && node.name.text === "components";
}

function isSchemas(
  member: ts.TypeElement,
): member is ts.PropertySignature & { readonly type: ts.TypeLiteralNode } {
  if (memberName(member) !== "schemas" || !ts.isPropertySignature(member)) return false;
  return member.type !== undefined && ts.isTypeLiteralNode(member.type);
}

/** Returns the members of `components.schemas`, by the schemas' names. */
function schemaMembers(nodes: readonly ts.Node[]): Map<string, ts.PropertySignature> {
  const schemas = nodes.find(isComponents)?.members.find(isSchemas);
  const members = schemas?.type.members.filter(ts.isPropertySignature) ?? [];
  return new Map(members.map((member) => [memberName(member), member]));
}

function memberName({ name }: ts.TypeElement): string {
  if (name === undefined) return "";
  const isText = ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name);
  return isText ? name.text : "";
}

/** Returns `User` for `components["schemas"]["User"]`. */
function referencedSchema(node: ts.Node): string | undefined {
  if (!ts.isIndexedAccessTypeNode(node)) return undefined;
  const { objectType: schemas, indexType } = node;
  if (!ts.isIndexedAccessTypeNode(schemas) || literalText(schemas.indexType) !== "schemas") {
    return undefined;
  }
  const { objectType: components } = schemas;
  const isReference =
    ts.isTypeReferenceNode(components) &&
    ts.isIdentifier(components.typeName) &&
    components.typeName.text === "components";
  return isReference ? literalText(indexType) : undefined;
}

function literalText(node: ts.TypeNode): string | undefined {
  const isText = ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal);
  return isText ? node.literal.text : undefined;
}

/** Returns the schemas that are needed to resolve themselves. Members and items are resolved later. */
function circularSchemas(schemas: ReadonlyMap<string, ts.PropertySignature>): ReadonlySet<string> {
  const needs = new Map(
    [...schemas].map(([name, { type }]) => [name, type === undefined ? [] : neededSchemas(type)]),
  );
  return new Set([...needs.keys()].filter((name) => reaches(needs, name)));
}

function reaches(needs: ReadonlyMap<string, readonly string[]>, name: string): boolean {
  const seen = new Set<string>();
  const pending = [...(needs.get(name) ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...(needs.get(next) ?? []));
  }
  return false;
}

function neededSchemas(node: ts.Node): string[] {
  const schema = referencedSchema(node);
  if (schema !== undefined) return [schema];
  if (ts.isTypeLiteralNode(node) || ts.isArrayTypeNode(node) || ts.isTupleTypeNode(node)) return [];
  const found: string[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...neededSchemas(child));
  });
  return found;
}
