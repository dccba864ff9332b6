import { CountersignError } from "../errors.ts";

/**
 * Returns a body as fetch sends it.
 *
 * Multipart forms: an array is one part per item, a `Blob` a file, anything else its text, an object its
 * JSON (OpenAPI 3.1, section 4.8.15.1.1). URL-encoded forms: a field per property, an array a field per
 * item. A body that is none of this, such as text, is sent as it is. `FormData` and `URLSearchParams`
 * that a caller made himself are sent unchanged.
 *
 * @throws CountersignError `request_invalid` for a file within JSON.
 * @param mediaType - That of the operation's body, as `multipart/form-data`.
 */
export function serializeBody(body: unknown, mediaType: string): BodyInit {
  if (isBodyInit(body)) return body;
  if (mediaType === "multipart/form-data") {
    const form = new FormData();
    for (const [name, value] of fieldsOf(body)) form.append(name, value);
    return form;
  }
  if (mediaType === "application/x-www-form-urlencoded") {
    const form = new URLSearchParams();
    for (const [name, value] of fieldsOf(body)) form.append(name, asText(value));
    return form;
  }
  return JSON.stringify(body, refuseFile);
}

/** JSON would make an empty object of a file. */
function refuseFile(name: string, value: unknown): unknown {
  if (!(value instanceof Blob)) return value;
  throw new CountersignError(
    "request_invalid",
    `A file (\`${name}\`) cannot be sent as JSON; give the body as FormData where the operation takes a form.`,
  );
}

function isBodyInit(body: unknown): body is BodyInit {
  return (
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    typeof body === "string"
  );
}

function fieldsOf(body: unknown): [name: string, value: string | Blob][] {
  const properties = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return properties.flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string | Blob] => [name, item instanceof Blob ? item : asText(item)]),
  );
}

function asText(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
