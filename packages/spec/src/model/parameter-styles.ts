import type { Cursor } from "../openapi/cursor.ts";
import { isJson } from "../openapi/media-types.ts";
import { schemaKinds } from "../openapi/schema-kinds.ts";
import type { DeclaredParameter } from "./parameters.ts";

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

const STYLES: Readonly<Record<ParameterStyle["in"], readonly string[]>> = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/**
 * Returns the style of a parameter in a list, which is empty for the client's default: `simple` for lists in a path or
 * header, `form` for lists in a query, `deepObject` for objects in a query.
 */
export function toParameterStyle(declared: DeclaredParameter): ParameterStyle[] {
  const { in: location, name, cursor: parameter } = declared;
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
  if (!STYLES[location].includes(style)) {
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

function isWrittenByDefault(
  parameter: Cursor,
  { location, style, explode }: { location: string; style: string; explode: boolean },
): boolean {
  if (location === "cookie" || style === "label" || style === "matrix") return false;
  if (style === "deepObject") return true;
  // If the schema allows several kinds, the client decides by the value.
  const kinds = schemaKinds(parameter.at("schema"));
  if (kinds.has("object")) return false;
  return !kinds.has("array") || location !== "query" || (style === "form" && explode);
}
