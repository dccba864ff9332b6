import type { Cursor } from "../openapi/cursor.ts";
import { isJson } from "../openapi/media-types.ts";

/** The style of a parameter that does not use the default style. */
export interface ParameterStyle {
  readonly in: "path" | "query" | "header" | "cookie";
  readonly name: string;
  readonly style:
    | "simple"
    | "label"
    | "matrix"
    | "form"
    | "spaceDelimited"
    | "pipeDelimited"
    | "json";
  readonly explode: boolean;
  /** Present if reserved URL characters are not percent-encoded. */
  readonly allowReserved?: true;
}

const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/**
 * Returns the styles of the parameters that differ from the client's default: `simple` for lists in a path or
 * header, `form` for lists in a query, `deepObject` for objects in a query.
 *
 * @param lists - The parameters of the path item and those of the operation, which override them.
 */
export function toParameterStyles(lists: readonly Cursor[][]): ParameterStyle[] {
  const byKey = new Map<string, Cursor>();
  for (const parameter of lists.flat()) {
    byKey.set(`${parameter.at("in").string()} ${parameter.at("name").string()}`, parameter);
  }
  return [...byKey.values()].flatMap(styleOf);
}

function styleOf(parameter: Cursor): ParameterStyle[] {
  const location = parameter.at("in").string();
  if (!isLocation(location)) {
    return parameter.fail(
      `A parameter cannot be in ${JSON.stringify(location)}.`,
      "Put it in path, query, header or cookie.",
    );
  }
  const name = parameter.at("name").string();
  // OpenAPI 3.1 allows it only in queries; in a path, `../` would lead to another operation.
  const allowReserved = location === "query" && parameter.at("allowReserved").value === true;
  const shared = { in: location, name, ...(allowReserved && { allowReserved: true as const }) };
  const [media] = parameter.at("content").entries();
  if (media !== undefined) {
    if (isJson(media[0])) return [{ ...shared, style: "json", explode: false }];
    return media[1].fail(
      `The parameter "${name}" has the media type ${media[0]}, which a client cannot serialise.`,
      "Describe it with a schema, or as JSON.",
    );
  }
  const given = parameter.at("style");
  const style =
    given.optionalString() ?? (location === "query" || location === "cookie" ? "form" : "simple");
  if (!STYLES[location]?.includes(style)) {
    given.fail(
      `"${style}" is not a valid style for a parameter in ${location}.`,
      "Correct or omit it.",
    );
  }
  const explode = (parameter.at("explode").value ?? style === "form") === true;
  const isDefault = isWrittenByDefault(parameter, { location, style, explode });
  // Servers decode reserved characters anyway; within the brackets of `deepObject` they would be ambiguous.
  if (isDefault && (!allowReserved || style === "deepObject")) return [];
  const written = style === "cookie" ? "form" : style;
  return [{ ...shared, style: written as ParameterStyle["style"], explode }];
}

function isLocation(text: string): text is ParameterStyle["in"] {
  return Object.hasOwn(STYLES, text);
}

function isWrittenByDefault(
  parameter: Cursor,
  { location, style, explode }: { location: string; style: string; explode: boolean },
): boolean {
  if (location === "cookie" || style === "label" || style === "matrix") return false;
  if (style === "deepObject") return true;
  const kind = kindOf(parameter.at("schema"));
  if (kind === "object") return false;
  if (kind === "array") return location === "query" ? style === "form" && explode : true;
  return true;
}

/** Looks only at the schema's own keywords; if it allows several kinds, the value decides at run time. */
function kindOf(schema: Cursor): "object" | "array" | "other" {
  const type = schema.at("type").value;
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("object") || (type === undefined && schema.at("properties").exists)) {
    return "object";
  }
  return types.includes("array") || schema.at("items").exists ? "array" : "other";
}
