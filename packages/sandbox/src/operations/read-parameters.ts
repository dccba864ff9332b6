import type { Cursor } from "@countersign/spec/openapi";

/** The location of a parameter. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly schema: Cursor;
  /** Whether its schema is an array. */
  readonly isList: boolean;
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
  return {
    name,
    in: location,
    required: cursor.at("required").value === true,
    schema,
    isList: [schema.at("type").value].flat().includes("array"),
    isDeepObject: style === "deepObject",
    delimiter: repeated === true ? undefined : (DELIMITERS.get(style) ?? ","),
  };
}
