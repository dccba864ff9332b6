import type { Cursor } from "../openapi/cursor.ts";
import { isJson } from "../openapi/media-types.ts";
import { type SchemaKind, schemaKinds } from "../openapi/schema-kinds.ts";
import { schemaProperties } from "../openapi/schema-properties.ts";

/**
 * How a property of a form is written, if not as the client's default: one part or field per item of an array, an object
 * as JSON, and anything else as a string.
 */
export type PropertyEncoding =
  | {
      readonly name: string;
      /** Media type of the part or field. JSON makes an array one part, and other values JSON as well. */
      readonly contentType: string;
    }
  | {
      readonly name: string;
      /** Style of a query parameter, which replaces the media type. */
      readonly style: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
      readonly explode: boolean;
      /** Present if reserved URL characters are not percent-encoded. */
      readonly allowReserved?: true;
    };

const STYLES = ["form", "spaceDelimited", "pipeDelimited", "deepObject"] as const;

const FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"];

/**
 * Returns the encodings of a request body that differ from the client's default, by OpenAPI 3.1, section 4.8.15. Only
 * the body that a client sends counts, and only if it is a form.
 *
 * @param mediaType - Media type of the body that a client sends.
 */
export function toEncodings(
  requestBody: Cursor,
  mediaType: string | undefined,
): PropertyEncoding[] {
  if (mediaType === undefined || !FORMS.includes(mediaType)) return [];
  const media = requestBody.at("content").at(mediaType);
  const encodings = media.at("encoding").entries();
  if (encodings.length === 0) return [];
  const properties = schemaProperties(media.at("schema"));
  return encodings.flatMap(([name, encoding]) => {
    const property = properties.get(name) ?? media.at("schema").at("properties").at(name);
    return toEncoding(encoding, { name, kinds: schemaKinds(property) });
  });
}

interface Property {
  readonly name: string;
  readonly kinds: ReadonlySet<SchemaKind>;
}

function toEncoding(encoding: Cursor, { name, kinds }: Property): PropertyEncoding[] {
  const isStyled = ["style", "explode", "allowReserved"].some((key) => encoding.at(key).exists);
  if (isStyled) return styleOf(encoding, { name, kinds });
  const contentType = encoding.at("contentType").optionalString();
  // A file or string may have any of several types, or a range of them, so only its value has the right one.
  if (contentType === undefined || /[,*]/.test(contentType)) return [];
  // It becomes a line of the body.
  if (!/^[\w.+-]+\/[\w.+-]+( *; *[\w.+-]+=[\w.+-]+)*$/.test(contentType)) {
    return encoding
      .at("contentType")
      .fail(`${JSON.stringify(contentType)} is not a media type.`, "Correct or omit it.");
  }
  const isObject = kinds.size === 1 && kinds.has("object");
  const isDefault = isJson(contentType)
    ? isObject && isPlainJson(contentType)
    : /^text\/plain$/i.test(contentType);
  return isDefault ? [] : [{ name, contentType }];
}

function isPlainJson(contentType: string): boolean {
  return /^application\/json$/i.test(contentType);
}

function styleOf(encoding: Cursor, { name, kinds }: Property): PropertyEncoding[] {
  const given = encoding.at("style").optionalString() ?? "form";
  const style = STYLES.find((each) => each === given);
  if (style === undefined) {
    return encoding
      .at("style")
      .fail(`"${given}" is not a valid style for a property of a form.`, "Correct or omit it.");
  }
  const explode = (encoding.at("explode").value ?? style === "form") === true;
  const allowReserved = encoding.at("allowReserved").value === true;
  // An array repeats its name, as by default, but an object would be JSON.
  if (style === "form" && explode && !allowReserved && !kinds.has("object")) return [];
  return [{ name, style, explode, ...(allowReserved && { allowReserved }) }];
}
