import { pointerTokens, toPointer } from "@countersign/spec/json";
import { type Cursor, schemaProperties } from "@countersign/spec/openapi";

/** Where a body shows a record, or a list of records. */
export interface RecordPlace {
  /** JSON pointer into the body; empty for the whole body. */
  readonly at: string;
  /** Schema of the record. */
  readonly schema: Cursor;
}

/** How deep a record can lie in a body. */
const MAX_DEPTH = 5;

/** Returns the first object of a body, breadth first, that has one of these properties. */
export function findRecord(body: Cursor, names: readonly string[]): RecordPlace | undefined {
  return search(body, (schema) => {
    const properties = schemaProperties(schema);
    return names.some((name) => properties.has(name)) ? schema : undefined;
  });
}

/** Returns the first place of a body, breadth first, that has this very schema. */
export function findSchema(body: Cursor, { pointer }: Cursor): RecordPlace | undefined {
  return search(body, (schema) => (schema.pointer === pointer ? schema : undefined));
}

/** Returns the first list of a body, breadth first, whose items have one of these properties. */
export function findList(body: Cursor, names: readonly string[]): RecordPlace | undefined {
  return search(body, (schema) => {
    const items = schema.at("items");
    const properties = items.exists ? schemaProperties(items) : new Map();
    return names.some((name) => properties.has(name)) ? items : undefined;
  });
}

/** Returns the schema at a JSON pointer of a body; one that does not exist if the document says nothing about it. */
export function schemaAt(body: Cursor, pointer: string): Cursor {
  return pointerTokens(pointer).reduce(
    (schema, name) => schemaProperties(schema).get(name) ?? schema.at("properties").at(name),
    body,
  );
}

function search(
  body: Cursor,
  found: (schema: Cursor) => Cursor | undefined,
): RecordPlace | undefined {
  let level: [string[], Cursor][] = [[[], body]];
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    for (const [tokens, schema] of level) {
      const record = found(schema);
      if (record !== undefined) return { at: toPointer(tokens), schema: record };
    }
    level = level.flatMap(([tokens, schema]) =>
      [...schemaProperties(schema)].map(([name, property]): [string[], Cursor] => [
        [...tokens, name],
        property,
      ]),
    );
  }
  return undefined;
}
