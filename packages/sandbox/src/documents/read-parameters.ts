import type { DocumentNode } from "./document-node.ts";

/** Where a parameter is. */
export type ParameterPlace = "path" | "query" | "header" | "cookie";

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly schema: DocumentNode;
  /** Whether its schema wants a list. */
  readonly isList: boolean;
  /** Whether a query carries it as `name[key]=value`. */
  readonly isDeepObject: boolean;
  /** What divides the items of a list within one value; undefined when the name is repeated. */
  readonly delimiter: string | undefined;
}

const PLACES: readonly ParameterPlace[] = ["path", "query", "header", "cookie"];
const DELIMITERS = new Map([
  ["spaceDelimited", " "],
  ["pipeDelimited", "|"],
]);

/** Reads the parameters of an operation, which override those of its path with the same name. */
export function readParameters(item: DocumentNode, operation: DocumentNode): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const [, node] of [item, operation].flatMap((owner) =>
    owner.child("parameters").entries(),
  )) {
    const parameter = readParameter(node);
    if (parameter !== undefined) found.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...found.values()];
}

function readParameter(node: DocumentNode): Parameter | undefined {
  const name = node.text("name");
  const place = PLACES.find((known) => known === node.text("in"));
  if (name === undefined || place === undefined) return undefined;
  const style = node.text("style") ?? "form";
  const repeated = node.child("explode").value ?? style === "form";
  const schema = node.child("schema");
  return {
    name,
    in: place,
    required: node.child("required").value === true,
    schema,
    isList: [schema.child("type").value].flat().includes("array"),
    isDeepObject: style === "deepObject",
    delimiter: repeated === true ? undefined : (DELIMITERS.get(style) ?? ","),
  };
}
