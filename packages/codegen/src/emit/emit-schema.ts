import openapiTS, { astToString, type OpenAPI3, type SchemaObject } from "openapi-typescript";
import ts from "typescript";
import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { header } from "./text.ts";

// The only module that imports openapi-typescript, and TypeScript 5 with it.

/** Returns the types of everything in a document: `paths`, `operations`, `components`, `webhooks`. */
export async function emitSchema(model: Model, source: string): Promise<EmittedFile> {
  // openapi-typescript resolves references in place, on the object that it is given.
  const document = structuredClone(model.document) as OpenAPI3;
  const nodes = await openapiTS(document, {
    alphabetize: true,
    // A field with a default may still be left out of a request.
    defaultNonNullable: false,
    silent: true,
    transform: extensibleEnum,
  });
  return { path: "src/generated/schema.ts", text: `${header(source)}\n${astToString(nodes)}` };
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
