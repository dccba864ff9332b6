import {
  type Cursor,
  type SchemaKind,
  schemaKinds,
  schemaProperties,
} from "@countersign/spec/openapi";
import type { IncomingRequest } from "../exchange/incoming-request.ts";
import { Refusal } from "../exchange/refusal.ts";
import type { RequestBody } from "../operations/read-operations.ts";
import { nestValue } from "./nest-value.ts";

/** A request body whose content can be validated. */
export interface DecodedBody {
  readonly mediaType: string;
  /** Whether all its values are strings, as in a form. */
  readonly isForm: boolean;
  /** The documented schema of this media type. */
  readonly schema: Cursor;
  readonly value: unknown;
}

const FORMS = ["multipart/form-data", "application/x-www-form-urlencoded"];
const JSON_TYPE = /^application\/(?:[^;]+\+)?json$/;

/**
 * Decodes a JSON or form body according to its media type.
 *
 * @returns undefined if there is no body, or it is neither JSON nor a form.
 * @throws Refusal 415 for an undocumented media type, 400 for a body that does not match its media
 *   type.
 */
export async function decodeBody(
  documented: RequestBody,
  { headers, body }: IncomingRequest,
): Promise<DecodedBody | undefined> {
  if (body.length === 0) return undefined;
  const contentType = headers["content-type"];
  const mediaType = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  const media = findMediaType(documented, mediaType);
  if (media === undefined) throw unsupported(contentType, documented);
  const isForm = FORMS.includes(mediaType);
  if (!isForm && !JSON_TYPE.test(mediaType)) return undefined;
  const value = isForm ? await decodeForm(body, contentType ?? "", media) : decodeJson(body);
  return { mediaType, isForm, schema: media.at("schema"), value };
}

function findMediaType({ content }: RequestBody, mediaType: string): Cursor | undefined {
  const range = `${mediaType.split("/")[0]}/*`;
  const found = [...content].find(([type]) => type.split(";")[0]?.trim() === mediaType)?.[1];
  return found ?? (mediaType === "" ? undefined : (content.get(range) ?? content.get("*/*")));
}

function decodeJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // Without the parser's message, which quotes the body.
    throw malformed("Content-Type declares JSON, but the body is not valid JSON in UTF-8.");
  }
}

async function decodeForm(body: Uint8Array, contentType: string, media: Cursor): Promise<unknown> {
  const fields: Record<string, unknown> = Object.create(null);
  const properties = schemaProperties(media.at("schema"));
  try {
    // A copy, because `Response` does not accept a view of memory that might be shared.
    const response = new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    });
    for (const [name, value] of await response.formData()) {
      const isJson = isJsonField(properties.get(name), media.at("encoding").at(name));
      if (typeof value !== "string") nestValue(fields, name, value.name);
      else nestValue(fields, name, isJson ? JSON.parse(value) : value);
    }
  } catch {
    throw malformed(`The body is not valid ${contentType.split(";")[0]}.`);
  }
  return fields;
}

/** Returns whether a field is JSON: as its encoding says, or because it or each of its items is an object. */
function isJsonField(property: Cursor | undefined, encoding: Cursor): boolean {
  const contentType = encoding.at("contentType").value;
  if (contentType !== undefined) return JSON_TYPE.test(String(contentType));
  if (property === undefined) return false;
  const kinds = schemaKinds(property);
  const isObject = (all: ReadonlySet<SchemaKind>) => all.size === 1 && all.has("object");
  return isObject(kinds) || (kinds.has("array") && isObject(schemaKinds(property.at("items"))));
}

function unsupported(contentType: string | undefined, { content }: RequestBody): Refusal {
  const expected = [...content.keys()].join(" or ");
  const given = contentType === undefined ? "is missing" : `is ${JSON.stringify(contentType)}`;
  return new Refusal({
    status: 415,
    code: "unsupported_media_type",
    message: `Header Content-Type ${given}; this operation accepts ${expected}.`,
  });
}

function malformed(message: string): Refusal {
  return new Refusal({ status: 400, code: "malformed_body", message });
}
