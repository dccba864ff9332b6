import { CountersignError, WebhookError } from "../errors/errors.ts";
import { valueAtPointer } from "../provider-table/json-pointer.ts";
import type {
  DeliveryLocation,
  HeaderSignature,
  WebhookSignature,
  Webhooks,
} from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { type FindHeader, requiredHeader } from "./delivery.ts";
import { formFields, parseBody } from "./parse-body.ts";
import { isTimestamp } from "./signature-header.ts";

/** A delivery whose signature is resolved. */
export interface SignedSource {
  /** API title, for messages. */
  readonly title: string;
  readonly body: Bytes;
  /** The URL that the provider calls. */
  readonly url: string | undefined;
  readonly find: FindHeader;
}

/** A signature in a header, and what finds its headers. */
export interface ResolvedSignature {
  readonly signature: HeaderSignature;
  readonly find: FindHeader;
}

/**
 * Returns the equivalent of a declaration that needs nothing but headers and the body.
 *
 * What the declaration takes from elsewhere becomes a pseudo-header, whose name begins with a colon, so that no sender
 * can set it.
 *
 * @throws WebhookError if the delivery lacks what the declaration requires; CountersignError `configuration_invalid` if
 * the signature covers the URL, and there is none.
 */
export function resolveSignature(
  declared: WebhookSignature,
  webhooks: Webhooks,
  source: SignedSource,
): ResolvedSignature {
  const { header, pointer, timestamp, algorithms, ...rest } = declared;
  const { find } = source;
  let parsed: { readonly content: unknown } | undefined;
  const field = (at: string): string | undefined => {
    if (webhooks.body === "form" && parsed === undefined) assertFewFields(source.body);
    parsed ??= { content: parseBody(source.body, webhooks) };
    return toText(valueAtPointer(parsed.content, at), at);
  };
  const valueAt = (location: DeliveryLocation): string => {
    if ("header" in location) return requiredHeader(find, location.header);
    const value = field(location.pointer);
    if (value === undefined) throw new WebhookError("field_missing", location.pointer);
    return value;
  };
  // Computed when they are used, because one that signs has no signature yet.
  const values = new Map<string, () => string>();
  const pseudo = (name: string, value: () => string): string => {
    values.set(`:${name}`, value);
    return `:${name}`;
  };
  // A sender writes nothing for a field that it does not send, as Adyen does for `originalReference`.
  const message = rest.message.map((part) =>
    part.replace(/\{(url|sortedForm|body:([^{}]+))\}/g, (_, name: string, at?: string) => {
      const value = () => (at === undefined ? tokenValue(name, source) : (field(at) ?? ""));
      return `{${pseudo(name, value)}}`;
    }),
  );
  const algorithm = algorithms
    ? allowed(algorithms.values, algorithms.header, find)
    : rest.algorithm;
  const signature: HeaderSignature = {
    ...rest,
    algorithm,
    message,
    header: header ?? pseudo("signature", () => valueAt({ pointer: pointer ?? "" })),
  };
  const resolved = {
    find(name: string): string | undefined {
      const value = values.get(name);
      return value === undefined ? find(name) : value();
    },
  };
  if (timestamp === undefined) return { ...resolved, signature };
  const sent = (): string => valueAt(timestamp);
  return {
    ...resolved,
    signature: {
      ...signature,
      message: message.map((part) => part.replaceAll("{timestamp}", `{${pseudo("sent", sent)}}`)),
      timestamp: {
        header: pseudo("time", () => toDigits(sent(), timestamp)),
        unit: timestamp.unit === "s" ? "s" : "ms",
      },
    },
  };
}

function tokenValue(name: string, { title, body, url }: SignedSource): string {
  if (name === "sortedForm") return sortedForm(body);
  if (url !== undefined) return url;
  throw new CountersignError(
    "configuration_invalid",
    `${title}: the signature covers the URL that the provider calls; pass the option \`url\`.`,
  );
}

/** Returns names and values of a form without separators: names sorted, and each name once per different value. */
function sortedForm(body: Bytes): string {
  assertFewFields(body);
  const fields = [...formFields(body)].sort(([a], [b]) => (a < b ? -1 : 1));
  return fields
    .flatMap(([name, values]) => [...new Set(values)].sort().map((value) => name + value))
    .join("");
}

/** PHP and Express read as many fields of a form by default. */
const MAX_FIELDS = 1000;

/** Limits what an unknown sender costs: a form must be parsed and sorted before its signature can be computed. */
function assertFewFields(body: Bytes): void {
  const ampersands = body.filter((byte) => byte === 0x26).length;
  if (ampersands >= MAX_FIELDS) throw new WebhookError("body_malformed");
}

function allowed<T>(values: Readonly<Record<string, T>>, header: string, find: FindHeader): T {
  const name = requiredHeader(find, header);
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) throw new WebhookError("header_malformed", header);
  return value;
}

/** Returns a value as a sender concatenates it; undefined for null, or if it is absent. */
function toText(value: unknown, pointer: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") return String(value);
  throw new WebhookError("field_malformed", pointer);
}

/** A date-time of RFC 3339, whose fraction may have more digits than JavaScript parses. */
const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Returns a time in digits: RFC 3339 as milliseconds since the Unix epoch, in whole seconds. */
function toDigits(
  text: string,
  { unit, ...location }: NonNullable<WebhookSignature["timestamp"]>,
): string {
  // Other strings must not reach `Date.parse`, which platforms read in their own ways.
  const [, seconds, offset] = DATE_TIME.exec(text.toUpperCase()) ?? [];
  const digits = unit === "rfc3339" ? String(Date.parse(`${seconds}${offset}`)) : text;
  if (isTimestamp(digits)) return digits;
  throw "header" in location
    ? new WebhookError("header_malformed", location.header)
    : new WebhookError("field_malformed", location.pointer);
}
