import type { Model, OperationModel } from "@countersign/spec/model";
import { SpecError } from "@countersign/spec/problem";
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  oapiRef,
  resolveRef,
  type SchemaObject,
  stringToAST,
  transformSchema,
  tsWithRequired,
} from "openapi-typescript";
import ts from "typescript";
import { escapeLineSeparators, header } from "../emit/text.ts";
import { toTypeNames } from "../emit/type-names.ts";
import type { EmittedFile } from "../write/emitted-file.ts";
import { withDiscriminatorValues } from "./discriminators.ts";
import { fileForm, withFiles } from "./files.ts";
import { hoistSchemas, withoutDefinitions } from "./hoist-schemas.ts";
import { withNamedTypes } from "./named-types.ts";
import { openObject } from "./open-objects.ts";
import { makeCommentsPlain } from "./plain-comments.ts";
import { requireProperties, requiringReference } from "./required-properties.ts";
import { rewriteSchemas } from "./rewrite-schemas.ts";
import type { SchemaNode } from "./schema-children.ts";
import { splitDirections } from "./split-directions.ts";
import { withEventSchemas } from "./with-event-schemas.ts";
import { withParameterSchemas } from "./with-parameter-schemas.ts";
import { withoutTags } from "./without-tags.ts";

// The only module that imports openapi-typescript, and with it TypeScript 5.

/**
 * Returns the types of everything in a document: `paths`, `operations`, `components`, `webhooks`, and each
 * component schema by name.
 *
 * @param file - The document's name in error messages.
 * @throws SpecError when openapi-typescript cannot generate types for the document.
 */
export function emitSchema(
  model: Model,
  { source, file }: { readonly source: string; readonly file: string },
): EmittedFile {
  try {
    return { path: "src/generated/schema.ts", text: `${header(source)}\n${schemaOf(model)}` };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SpecError(`The types cannot be generated: ${reason}.`, {
      location: { file },
      remedy: "Lint the document: it is not valid OpenAPI.",
      cause,
    });
  }
}

function schemaOf(model: Model): string {
  const described = withEventSchemas(withParameterSchemas(withoutTags(model.document)));
  const plain = { ...hoistSchemas(described) };
  const prepared: object = withPlainSchemas(
    withDiscriminatorValues(splitDirections(withFiles(plain))),
  );
  const document = withMethodNames(prepared as OpenAPI3, model.operations);
  const names = toTypeNames({ ...model, document: prepared }).schemas;
  return escapeLineSeparators(typesOf(document, names));
}

/** Returns a document whose schemas openapi-typescript types as what they allow. */
function withPlainSchemas(document: SchemaNode): SchemaNode {
  const required = requireProperties(document);
  return rewriteSchemas(document, (schema) => openObject(required(withoutDefinitions(schema))));
}

/**
 * Returns the declarations of a document. Those of the components are printed, and their syntax trees discarded,
 * before those of the operations are created: for a large document, each half fills the memory.
 */
function typesOf(document: OpenAPI3, names: ReadonlyMap<string, string>): string {
  const context = contextOf(document);
  const { components, $defs, ...operationsOnly } = document;
  const { paths, webhooks, ...componentsOnly } = document;
  const printed = new Map(ORDER.map((name) => [name, ""]));
  for (const node of withNamedTypes(declarationsOf(componentsOnly, context), names))
    printed.set(...print(node));
  // Each half declares an empty interface for what it lacks.
  const own = new Set(["components", "$defs"]);
  // Keep the helper types, so that they are declared only once.
  context.injectFooter = context.injectFooter.filter((node) => nameOf(node) !== "operations");
  for (const node of withNamedTypes(declarationsOf(operationsOnly, context), names)) {
    if (!own.has(nameOf(node))) printed.set(...print(node));
  }
  const isUsed = [...printed].some(
    ([name, text]) => name !== HELPER && text.includes(`${HELPER}<`),
  );
  if (!isUsed) printed.delete(HELPER);
  return [...printed.values()].join("");
}

/** The order of the first declarations. */
const ORDER = ["paths", "webhooks", "components", "$defs", "operations"];

function declarationsOf(document: OpenAPI3, context: GlobalContext): ts.Node[] {
  const nodes = transformSchema(document, context);
  makeCommentsPlain(nodes);
  return nodes;
}

function print(node: ts.Node): [name: string, text: string] {
  return [nameOf(node), astToString(node)];
}

/** Returns the name of a declaration; every declaration here has one. */
function nameOf(node: ts.Node): string {
  const isDeclaration = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return isDeclaration ? node.name.text : "";
}

/** Returns a document whose operationIds are the method names, all unique. */
function withMethodNames(document: OpenAPI3, operations: readonly OperationModel[]): OpenAPI3 {
  if (document.paths === undefined) return document;
  const paths = { ...document.paths };
  for (const { path, method, id } of operations) {
    const key = method.toLowerCase();
    const item = { ...paths[path] };
    const operation: object = Reflect.get(item, key);
    Reflect.set(item, key, { ...operation, operationId: id });
    paths[path] = item;
  }
  return { ...document, paths };
}

/**
 * Returns the context for openapi-typescript's transformation. Its own entry would lint, bundle and parse the
 * document again, which takes half of the time for large documents.
 */
function contextOf(document: OpenAPI3): GlobalContext {
  const options = { silent: true };
  const context: Omit<GlobalContext, "inject" | "postTransform" | "transformProperty"> = {
    additionalProperties: false,
    alphabetize: true,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A request may omit a field with a default.
    defaultNonNullable: false,
    // Their values are in the schemas.
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [WITH_REQUIRED],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    // The linter's configuration, which no transformation uses.
    redoc: {} as GlobalContext["redoc"],
    resolve: ($ref) => resolveRef(document, $ref, options),
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: (schema) => file(schema) ?? extensibleEnum(schema) ?? requiring(schema),
  };
  // openapi-typescript checks for the three omitted fields before using them, though its types require them.
  return context as GlobalContext;
}

const HELPER = "WithRequired";

/**
 * Replaces openapi-typescript's helper of this name, which does not compile for a union with null or with a member that
 * lacks the property.
 */
const [WITH_REQUIRED] = stringToAST(`type ${HELPER}<T, K extends string> =
  T extends object ? T & { [P in keyof T as P & K]-?: T[P] } : T;`) as [ts.TypeAliasDeclaration];

/** Types a reference whose properties are required by the schema that refers. */
function requiring(schema: SchemaObject): ts.TypeNode | undefined {
  const { ref, names } = requiringReference(schema) ?? {};
  if (ref === undefined || names === undefined) return undefined;
  return tsWithRequired(oapiRef(ref), [...names], [WITH_REQUIRED]);
}

/** Types a file: as a Blob, which is what forms accept and the client returns, or as a string where it is text. */
function file(schema: SchemaObject): ts.TypeNode | undefined {
  const form = fileForm(schema);
  if (form === undefined || form === "text") return undefined;
  const { factory } = ts;
  return factory.createUnionTypeNode([
    factory.createTypeReferenceNode("Blob"),
    ...(form === "either" ? [factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword)] : []),
    ...nullType(schema),
  ]);
}

/** Types an extensible enum as its known values, which editors suggest, or any other string. */
function extensibleEnum(schema: SchemaObject): ts.TypeNode | undefined {
  const values: unknown = Reflect.get(schema, "x-extensible-enum");
  if (!Array.isArray(values)) return undefined;
  const { factory } = ts;
  const known = values.map((value) =>
    factory.createLiteralTypeNode(factory.createStringLiteral(String(value))),
  );
  const anyString = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  return factory.createUnionTypeNode([...known, anyString, ...nullType(schema)]);
}

function nullType(schema: SchemaObject): ts.TypeNode[] {
  const { factory } = ts;
  const type: unknown = Reflect.get(schema, "type");
  const isNullable = Array.isArray(type) ? type.includes("null") : Reflect.get(schema, "nullable");
  return isNullable === true ? [factory.createLiteralTypeNode(factory.createNull())] : [];
}
