import { type Cursor, schemaKinds, schemaProperties } from "@countersign/spec/openapi";

/** The location of a parameter. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly schema: Cursor;
  /** The parameter object. */
  readonly declaration: Cursor;
  /** Whether it can be a list. */
  readonly isList: boolean;
  /** Whether it can be a single value. */
  readonly isSingle: boolean;
  /** Names of its properties, if each is a pair of the query; empty otherwise. */
  readonly pairs: readonly string[];
  /** Whether it is one pair of the query with the names and values of its properties in turn. */
  readonly isFlatObject: boolean;
  /** Whether it is serialised in the query as `name[key]=value`. */
  readonly isDeepObject: boolean;
  /** Separates the items of a list within one value; undefined if each item repeats the name. */
  readonly delimiter: string | undefined;
}

const LOCATIONS: readonly ParameterLocation[] = ["path", "query", "header", "cookie"];
const DELIMITERS = new Map([
  ["spaceDelimited", " "],
  ["pipeDelimited", "|"],
]);

/** Reads the parameters of an operation. They override parameters of the path item by name. */
export function readParameters(item: Cursor, operation: Cursor): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const cursor of [item, operation].flatMap((owner) => owner.at("parameters").items())) {
    const parameter = readParameter(cursor);
    if (parameter !== undefined) found.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...found.values()];
}

function readParameter(cursor: Cursor): Parameter | undefined {
  const name = cursor.at("name").optionalString();
  const location = LOCATIONS.find((known) => known === cursor.at("in").value);
  if (name === undefined || location === undefined) return undefined;
  const style = cursor.at("style").optionalString() ?? "form";
  const repeated = cursor.at("explode").value ?? style === "form";
  const schema = cursor.at("schema");
  const kinds = schemaKinds(schema);
  const isObject = kinds.has("object") && !kinds.has("array") && style !== "deepObject";
  const isExploded = isObject && style === "form" && repeated === true;
  return {
    name,
    in: location,
    required: cursor.at("required").value === true,
    schema,
    declaration: cursor,
    // A schema that allows everything says nothing about lists.
    isList: kinds.has("array") && kinds.size < 3,
    isSingle: kinds.has("other"),
    pairs: isExploded ? [...schemaProperties(schema).keys()] : [],
    isFlatObject: isObject && !isExploded && !kinds.has("other"),
    isDeepObject: style === "deepObject",
    delimiter: repeated === true ? undefined : (DELIMITERS.get(style) ?? ","),
  };
}
