import { CountersignError, toCountersignError, WebhookError } from "../errors/errors.ts";
import { pointerTokens, valueAt } from "../provider-table/json-pointer.ts";
import { own, ownTable } from "../provider-table/own.ts";
import type { DeliveryLocation, WebhookSignature, Webhooks } from "../provider-table/provider.ts";
import { bodyBytes, headerFinder, type WebhookBody } from "./delivery.ts";
import { parseJson } from "./read-event.ts";
import { resolveSignature } from "./resolve-signature.ts";
import {
  cannotSign,
  formatTimestamp,
  type SignWebhookOptions,
  signWebhook,
} from "./sign-webhook.ts";
import type { WebhookFacts, WebhookProvider } from "./webhook-event.ts";

/** A delivery as the provider would send it. */
export interface SignedDelivery {
  readonly body: WebhookBody;
  readonly headers: Headers;
}

/**
 * Returns a delivery as the provider would send it, for tests of your webhook handler. Its body differs from yours only
 * if the provider writes the signature or the time into it.
 *
 * @throws what `signWebhook` throws, and WebhookError `body_not_json` if a value belongs into a body that is not JSON.
 */
export async function signDelivery(
  provider: WebhookProvider,
  delivery: SignWebhookOptions,
): Promise<SignedDelivery> {
  try {
    return await signed(provider, own(delivery));
  } catch (error) {
    throw toCountersignError(error, "request_invalid");
  }
}

async function signed(
  provider: WebhookProvider,
  delivery: SignWebhookOptions,
): Promise<SignedDelivery> {
  const { webhooks: table = {}, ...facts }: WebhookFacts = own(provider);
  const webhooks = ownTable(table);
  const { signature, id: idLocation } = webhooks;
  if (signature === undefined) {
    return { body: delivery.body, headers: await signWebhook(provider, delivery) };
  }
  const { id = globalThis.crypto.randomUUID() } = delivery;
  const sent = new Headers(delivery.headers);
  let body = delivery.body;
  const write = (location: DeliveryLocation, value: string): void => {
    if ("header" in location) sent.set(location.header, value);
    else body = withField(body, webhooks, { pointer: location.pointer, value });
  };
  const { algorithms, timestamp, header = "signature", pointer } = signature;
  if (idLocation !== undefined && "header" in idLocation) write(idLocation, id);
  if (algorithms !== undefined) write(algorithms, algorithmName(signature));
  if (timestamp !== undefined) write(timestamp, timeOf(signature, facts.title, delivery));
  const source = {
    title: facts.title,
    body: bodyBytes(body),
    url: delivery.url,
    find: headerFinder(sent),
  };
  const resolved = resolveSignature(signature, webhooks, source);
  const { timestamp: _, ...untimed } = resolved.signature;
  const inHeader = { ...facts, webhooks: { signature: { ...untimed, header } } };
  const details = { ...delivery, body, headers: Object.fromEntries(sent) };
  const headers = await signWebhook(inHeader, details, resolved.find);
  if (pointer === undefined) return { body, headers };
  write({ pointer }, headers.get(header) ?? "");
  headers.delete(header);
  return { body, headers };
}

/**
 * Returns the headers of a delivery as the provider would send them, for tests of your webhook handler.
 *
 * @throws what `signDelivery` throws, and CountersignError `configuration_invalid` if the signature is in the body.
 */
export async function signDeliveryHeaders(
  provider: WebhookProvider,
  delivery: SignWebhookOptions,
): Promise<Headers> {
  const { title, webhooks }: WebhookFacts = Object(provider);
  if (webhooks?.signature?.pointer === undefined) {
    const { headers } = await signDelivery(provider, delivery);
    return headers;
  }
  const message = `${title}: the signature is in the body; use \`signDelivery\`, which returns it.`;
  throw new CountersignError("configuration_invalid", message);
}

function algorithmName({ algorithm, algorithms }: WebhookSignature): string {
  const entries = Object.entries(algorithms?.values ?? {});
  return entries.find(([, value]) => value === algorithm)?.[0] ?? "";
}

function timeOf(signature: WebhookSignature, title: string, delivery: SignWebhookOptions): string {
  const digits = formatTimestamp(signature, delivery);
  if (digits === undefined) throw cannotSign(title, "this `timestamp`");
  const isDate = signature.timestamp?.unit === "rfc3339";
  return isDate ? new Date(Number(digits) * 1000).toISOString() : digits;
}

/** Returns a body with a value at a pointer, as JSON or as a form. Creates the objects on the way to it. */
function withField(
  body: WebhookBody,
  webhooks: Webhooks,
  { pointer, value }: { pointer: string; value: string },
): string {
  const bytes = bodyBytes(body);
  const path = pointerTokens(pointer);
  const name = path.pop() ?? "";
  if (webhooks.body === "form") {
    const form = new URLSearchParams(new TextDecoder().decode(bytes));
    const { bodyField: field } = webhooks;
    if (field === undefined) form.set(name, value);
    else form.set(field, withField(form.get(field) ?? "", {}, { pointer, value }));
    return String(form);
  }
  const content = parseJson(bytes);
  const parent = path.reduce((node, key) => {
    const child = valueAt(node, [key]);
    return isObject(child) ? child : setOwn(node, key, {});
  }, content);
  setOwn(parent, name, value);
  return JSON.stringify(content);
}

function setOwn<T>(node: unknown, key: string, value: T): T {
  if (!isObject(node)) throw new WebhookError("field_missing", `/${key}`);
  // An assignment to `__proto__` would set no property.
  Object.defineProperty(node, key, { value, configurable: true, enumerable: true, writable: true });
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
