import type { Model, OperationModel } from "@countersign/spec/model";
import { SpecError } from "@countersign/spec/problem";
import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  type SchemaObject,
  scanDiscriminators,
  transformSchema,
} from "openapi-typescript";
import ts from "typescript";
import type { EmittedFile } from "../write/emitted-file.ts";
import { escapeLineSeparators, header } from "./text.ts";
import { withParameterSchemas } from "./with-parameter-schemas.ts";
import { withoutTags } from "./without-tags.ts";

// The only module that imports openapi-typescript, and TypeScript 5 with it.

/**
 * Returns the types of everything in a document: `paths`, `operations`, `components`, `webhooks`.
 *
 * @param file - What errors call the document.
 * @throws SpecError when openapi-typescript cannot make types of the document.
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
  const plain = withOwnSchemas(withParameterSchemas(withoutTags(model.document)) as OpenAPI3);
  const document = withMethodNames(plain, model.operations);
  return escapeLineSeparators(typesOf(document)).replaceAll(
    "discriminator enum property added by openapi-typescript",
    "Tells the members of the union apart.",
  );
}

/**
 * Returns the declarations of a document. Those of the operations are printed, and their syntax trees
 * dropped, before those of the components are made: of a large document, each half fills the memory.
 */
function typesOf(document: OpenAPI3): string {
  const context = contextOf(document);
  const texts = new Map<string, string>();
  const { components, $defs, ...withoutComponents } = document;
  const { paths, webhooks, ...withoutOperations } = document;
  for (const part of [withoutComponents, withoutOperations]) {
    for (const node of transformSchema(part, context)) {
      const name = nameOf(node);
      // Each part declares what it lacks as empty.
      const isOfPart = part === withoutOperations && (name === "components" || name === "$defs");
      if (isOfPart || !texts.has(name)) texts.set(name, astToString(node));
    }
    // The helper types stay, so that they are declared once.
    context.injectFooter = context.injectFooter.filter((node) => nameOf(node) !== "operations");
  }
  return [...texts.values()].join("");
}

/** All that is declared has a name. */
function nameOf(node: ts.Node): string {
  const isDeclaration = ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
  return isDeclaration ? node.name.text : "";
}

/** For discriminators, openapi-typescript changes the schemas of the document that it is given. */
function withOwnSchemas(document: OpenAPI3): OpenAPI3 {
  const { components } = document;
  if (components?.schemas === undefined) return document;
  const schemas = structuredClone(components.schemas);
  return { ...document, components: { ...components, schemas } };
}

/** Returns a document whose operations have the names of their methods, each one and only one. */
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
 * Returns the context of openapi-typescript's transformation. Its own entry would lint, bundle and parse the
 * document once more, which is bundled and checked already: for large documents that is half of the time.
 */
function contextOf(document: OpenAPI3): GlobalContext {
  const options = { silent: true };
  const context: Omit<GlobalContext, "inject" | "postTransform" | "transformProperty"> = {
    additionalProperties: false,
    alphabetize: true,
    arrayLength: false,
    conditionalEnums: false,
    dedupeEnums: false,
    // A field with a default may still be left out of a request.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(document, options),
    emptyObjectsUnknown: false,
    enum: false,
    enumValues: false,
    excludeDeprecated: false,
    exportType: false,
    generatePathParams: false,
    immutable: false,
    injectFooter: [],
    makePathsEnum: false,
    pathParamsAsTypes: false,
    propertiesRequiredByDefault: false,
    readWriteMarkers: false,
    // The configuration of the linter, which no transformation asks for.
    redoc: {} as GlobalContext["redoc"],
    resolve: ($ref) => resolveRef(document, $ref, options),
    rootTypes: false,
    rootTypesKeepCasing: false,
    rootTypesNoSchemaPrefix: false,
    silent: true,
    transform: (schema) => binary(schema) ?? extensibleEnum(schema),
  };
  // The three that are left out are looked at before they are used; their types do not say so.
  return context as GlobalContext;
}

/** A file is a Blob: that is what forms carry, and what the client returns. */
function binary(schema: SchemaObject): ts.TypeNode | undefined {
  if (Reflect.get(schema, "format") !== "binary") return undefined;
  const { factory } = ts;
  return factory.createUnionTypeNode([
    factory.createTypeReferenceNode("Blob"),
    ...nullType(schema),
  ]);
}

/** A list that may grow is typed by its known values and, for editors to suggest them, any string. */
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
