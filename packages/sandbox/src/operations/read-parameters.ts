import type { Cursor } from "@countersign/spec/openapi";

/** Where a parameter is. */
export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly schema: Cursor;
  /** Whether its schema wants a list. */
  readonly isList: boolean;
  /** Whether a query carries it as `name[key]=value`. */
  readonly isDeepObject: boolean;
  /** What divides the items of a list within one value; undefined when the name is repeated. */
  readonly delimiter: string | undefined;
}

const LOCATIONS: readonly ParameterLocation[] = ["path", "query", "header", "cookie"];
const DELIMITERS = new Map([
  ["spaceDelimited", " "],
  ["pipeDelimited", "|"],
]);

/** Reads the parameters of an operation, which override those of its path with the same name. */
export function readParameters(item: Cursor, operation: Cursor): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const cursor of [item, operation].flatMap((owner) => owner.at("parameters").items())) {
    const parameter = readParameter(cursor);
    if (parameter !== undefined) found.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...found.values()];
}

function readParameter(cursor: Cursor): Parameter | undefined {
  const name = cursor.at("name").optionalText();
  const location = LOCATIONS.find((known) => known === cursor.at("in").value);
  if (name === undefined || location === undefined) return undefined;
  const style = cursor.at("style").optionalText() ?? "form";
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
