import { isObject } from "@countersign/spec/json";
import {
  type BodyKind,
  bodyKind,
  contentKind,
  isFile,
  resolveRef,
} from "@countersign/spec/openapi";
import { type BodyUse, type Direction, mapDocumentSchemas } from "./document-schemas.ts";
import { rewriteSchemas } from "./rewrite-schemas.ts";
import { mapSubschemas, type SchemaNode } from "./schema-children.ts";

/** Says how a file is typed: as a Blob, as a string, or as either. */
const MARKER = "x-countersign-file";

/** How a value is written: as bytes, or as characters, among them JSON. */
type Form = "bytes" | "text";

/**
 * Where a schema is used: as the whole body, as a form, as a property of a form, as an item of such a list, or within
 * anything that consists of characters.
 */
type Position = "body" | "form" | "part" | "item" | "text";

/**
 * Returns a document in which each file says whether it is a Blob, by where it is used: as a body or as part of a form,
 * it is bytes; within JSON, in text or as a parameter it can only be a string. A component schema that is used in both
 * ways is either.
 *
 * A body of a media type without a schema gets one: a file, or a string for text. So does a response that the client
 * reads as bytes, whatever its schema says. JSON without a schema may be anything.
 */
export function withFiles(document: SchemaNode): SchemaNode {
  const withBodies = mapDocumentSchemas(document, (schema) => schema, {
    changeContent: withBodySchemas(document),
    keepsReferences: true,
  });
  const forms = formsOfFiles(withBodies);
  return rewriteSchemas(withBodies, (schema) => {
    const own = forms.get(schema);
    if (own === undefined || schema[MARKER] !== undefined) return schema;
    const form = own.size > 1 ? "either" : [...own][0];
    return { type: "string", ...schema, [MARKER]: form };
  });
}

/** Returns how a file is typed, or undefined for what is no file. */
export function fileForm(schema: object): Form | "either" | undefined {
  const form: unknown = Reflect.get(schema, MARKER);
  if (form === "bytes" || form === "text" || form === "either") return form;
  // Of a component that nothing uses.
  return Reflect.get(schema, "format") === "binary" ? "bytes" : undefined;
}

const STRING: SchemaNode = { type: "string" };
const FILE: SchemaNode = { type: "string", format: "binary", [MARKER]: "bytes" };

/** Returns a function that gives a body's media types the schemas that their values have. */
function withBodySchemas(document: SchemaNode): (content: SchemaNode, use: BodyUse) => SchemaNode {
  return (content, { direction, isError }) => {
    const all = Object.entries(content).map(([type, media]): [string, unknown] => [
      type,
      resolveRef(document, Object(media).schema),
    ]);
    const received = contentKind(all);
    return Object.fromEntries(
      all.map(([type, schema]) => {
        const media: unknown = content[type];
        const isSent = direction === "request";
        // The schema of an event stream describes its events.
        const isOther = isSent ? isForm(type) : type.startsWith("text/event-stream");
        if (!isObject(media) || isOther) return [type, media];
        const own = isSent
          ? sentSchema(schema, bodyKind(type, schema))
          : receivedSchema(schema, { kind: bodyKind(type, schema), received, isError });
        return [type, own === schema ? media : { ...media, schema: own }];
      }),
    );
  };
}

/** Returns the schema of a request body. */
function sentSchema(schema: unknown, kind: BodyKind): unknown {
  if (!isObject(schema) || Object.keys(schema).length === 0) return schemaOfKind(kind) ?? schema;
  const isAnyString = schema.type === "string" && schema.enum === undefined && !isFile(schema);
  return kind === "blob" && isAnyString ? { ...schema, [MARKER]: "either" } : schema;
}

/**
 * Returns the schema of a response body as the client returns it: in one way for all that are not JSON, and of an error
 * as a string. Beside JSON, which is what it asks for, the others stay as declared.
 */
function receivedSchema(
  schema: unknown,
  { kind, received, isError }: { kind: BodyKind; received: BodyKind; isError: boolean },
): unknown {
  const isDeclared = isObject(schema) && Object.keys(schema).length > 0;
  if (received === "json") return isDeclared ? schema : (schemaOfKind(kind) ?? schema);
  const own = isError ? "text" : received;
  const isOfKind =
    isDeclared &&
    (own === "blob"
      ? isFile(schema)
      : !isFile(schema) && (schema.type === undefined || [schema.type].flat().includes("string")));
  return isOfKind ? schema : schemaOfKind(own);
}

/** Returns the schema of any body of a kind; JSON has none. */
function schemaOfKind(kind: BodyKind): SchemaNode | undefined {
  return { blob: FILE, text: STRING, json: undefined }[kind];
}

/** Returns how each file of a document is written, by schema. */
function formsOfFiles(document: SchemaNode): ReadonlyMap<unknown, ReadonlySet<Form>> {
  const forms = new Map<unknown, Set<Form>>();
  const seen = new Map<unknown, Set<string>>();

  const visit = (node: unknown, position: Position, written: readonly string[] = []): void => {
    const schema = resolveRef(document, node);
    if (!isObject(schema)) return;
    const visits = seen.get(schema) ?? new Set();
    seen.set(schema, visits);
    const visiting = JSON.stringify([position, written]);
    if (visits.has(visiting)) return;
    visits.add(visiting);
    const own = formsAt(schema, position);
    if (own.length > 0) forms.set(schema, new Set([...(forms.get(schema) ?? []), ...own]));
    mapSubschemas(schema, (subschema, keyword, name) => {
      const isText = keyword === "properties" && written.includes(name ?? "");
      const next = isText ? "text" : positionBelow(position, keyword);
      visit(subschema, next, next === position ? written : []);
      return subschema;
    });
  };

  mapDocumentSchemas(
    document,
    (schema) => {
      visit(schema, "text");
      return schema;
    },
    {
      changeContent: (content, { direction }) => {
        for (const [type, media] of Object.entries(content)) {
          if (!isObject(media)) continue;
          for (const position of positionsOf(type, media, direction)) {
            visit(media.schema, position, position === "form" ? jsonParts(media) : []);
            visit(media.itemSchema, "text");
          }
        }
        return content;
      },
    },
  );
  return forms;
}

function positionsOf(type: string, { schema }: SchemaNode, direction: Direction): Position[] {
  const kind = bodyKind(type, schema);
  if (direction === "response") return [kind === "blob" ? "body" : "text"];
  if (isForm(type)) return [type.startsWith("multipart/") ? "form" : "text"];
  // The client sends a Blob as it is, but not every client accepts one where only JSON is sent.
  if (kind === "json") return ["text"];
  return kind === "blob" ? ["body"] : ["body", "text"];
}

function isForm(type: string): boolean {
  return /^(multipart\/|application\/x-www-form-urlencoded)/i.test(type);
}

/** Returns the names of a form's parts that are written as JSON or text. */
function jsonParts({ encoding }: SchemaNode): string[] {
  return Object.entries(Object(encoding)).flatMap(([name, part]) => {
    const { contentType } = Object(part);
    return typeof contentType === "string" && bodyKind(contentType) === "json" ? [name] : [];
  });
}

/** Keywords whose subschemas describe the same value. */
const COMPOSING = new Set("allOf anyOf oneOf if then else".split(" "));

function positionBelow(position: Position, keyword: string): Position {
  if (COMPOSING.has(keyword)) return position;
  if (position === "form") return "part";
  // Each item of a list is a part of its own. Anything deeper is written as JSON.
  return position === "part" && /items$/i.test(keyword) ? "item" : "text";
}

function formsAt(schema: SchemaNode, position: Position): Form[] {
  const isPart = position === "part" || position === "item";
  if (isFile(schema)) return [position === "body" || isPart ? "bytes" : "text"];
  const { contentMediaType, contentEncoding } = schema;
  const isTextFile = typeof contentMediaType === "string" && contentEncoding === undefined;
  // A file of text can be given as either.
  return isTextFile && isPart ? ["bytes", "text"] : [];
}
