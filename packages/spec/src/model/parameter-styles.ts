import type { Cursor } from "../openapi/cursor.ts";
import { isJson } from "../openapi/media-types.ts";

/** How a parameter is written that is not written in the default way. */
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
  /** True where reserved characters of URLs are not encoded. */
  readonly allowReserved?: true;
}

const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/**
 * Returns how those of an operation's parameters are written that the client would write in another way. It
 * writes lists in a path or header in the style `simple`, lists in a query as `form` and objects as
 * `deepObject`.
 *
 * @param lists - The parameters of the path, and those of the operation, which go before them.
 */
export function toParameterStyles(lists: readonly Cursor[][]): ParameterStyle[] {
  const byKey = new Map<string, Cursor>();
  for (const parameter of lists.flat()) {
    byKey.set(`${parameter.at("in").text()} ${parameter.at("name").text()}`, parameter);
  }
  return [...byKey.values()].flatMap(styleOf);
}

function styleOf(parameter: Cursor): ParameterStyle[] {
  const location = parameter.at("in").text();
  if (!isLocation(location)) {
    return parameter.fail(
      `A parameter cannot stand in ${JSON.stringify(location)}.`,
      "Put it in path, query, header or cookie.",
    );
  }
  const name = parameter.at("name").text();
  // OpenAPI 3.1 has it for queries alone; in a path, `../` would lead to another operation.
  const allowReserved = location === "query" && parameter.at("allowReserved").value === true;
  const shared = { in: location, name, ...(allowReserved && { allowReserved: true as const }) };
  const [media] = parameter.at("content").entries();
  if (media !== undefined) {
    if (isJson(media[0])) return [{ ...shared, style: "json", explode: false }];
    return media[1].fail(
      `The parameter "${name}" is ${media[0]}, which a client cannot write.`,
      "Describe it by a schema, or as JSON.",
    );
  }
  const given = parameter.at("style");
  const style =
    given.optionalText() ?? (location === "query" || location === "cookie" ? "form" : "simple");
  if (!STYLES[location]?.includes(style)) {
    given.fail(
      `A parameter in ${location} has no style "${style}".`,
      "Correct it, or leave it out.",
    );
  }
  const explode = (parameter.at("explode").value ?? style === "form") === true;
  const isDefault = isWrittenByDefault(parameter, { location, style, explode });
  // Servers decode reserved characters either way; in brackets they would be in the way.
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

/** Looks no deeper than a schema's own words: what is either, is told by the value. */
function kindOf(schema: Cursor): "object" | "array" | "other" {
  const type = schema.at("type").value;
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("object") || (type === undefined && schema.at("properties").exists)) {
    return "object";
  }
  return types.includes("array") || schema.at("items").exists ? "array" : "other";
}
