import { WebhookError } from "../errors/errors.ts";
import type { Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { utf8 } from "../signing/encoding.ts";
import { parseJson } from "./read-event.ts";

/**
 * Returns the content of a body as the provider declares it: parsed JSON, a string, an object with the fields of a
 * form, or the JSON in one of its fields. A field that occurs several times is an array.
 *
 * @throws WebhookError `body_malformed` for a form or a string that is not UTF-8; `field_missing` for a form without
 * the declared field; `body_not_json`.
 */
export function parseBody(bytes: Bytes, { body, bodyField }: Webhooks): unknown {
  if (body === undefined) return parseJson(bytes);
  if (body === "text") return decode(bytes);
  const fields = formFields(bytes);
  if (bodyField === undefined) {
    const single = ([name, values]: [string, string[]]) =>
      [name, values.length > 1 ? values : values[0]] as const;
    return Object.fromEntries([...fields].map(single));
  }
  const [json] = fields.get(bodyField) ?? [];
  if (json === undefined) throw new WebhookError("field_missing", bodyField);
  return parseJson(utf8(json));
}

/**
 * Returns the values of each field of a form.
 *
 * @throws WebhookError `body_malformed` if the form is not UTF-8.
 */
export function formFields(bytes: Bytes): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(decode(bytes))) {
    const values = fields.get(name);
    if (values === undefined) fields.set(name, [value]);
    else values.push(value);
  }
  return fields;
}

function decode(bytes: Bytes): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WebhookError("body_malformed");
  }
}
