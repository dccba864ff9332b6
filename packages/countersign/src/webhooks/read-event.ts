import { WebhookError } from "../errors/errors.ts";
import { valueAtPointer } from "../provider-table/json-pointer.ts";
import type { DeliveryLocation, Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import type { FindHeader } from "./delivery.ts";
import type { UnknownWebhookEvent } from "./webhook-event.ts";

/** An event whose name the provider's table lists. Callers know its type. */
export interface NamedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly body: unknown;
}

/** Returns the content of a delivery's body. */
export type ParseBody = (bytes: Bytes, webhooks: Webhooks) => unknown;

/** Returns the event of an authentic delivery. */
export function readEvent(
  webhooks: Webhooks,
  body: unknown,
  find: FindHeader,
): NamedEvent | UnknownWebhookEvent {
  const read = (location: DeliveryLocation | undefined): string | undefined => {
    if (location === undefined) return undefined;
    const value =
      "header" in location ? find(location.header) : valueAtPointer(body, location.pointer);
    return typeof value === "string" ? value : undefined;
  };
  const id = read(webhooks.id);
  const name = read(webhooks.event);
  return name !== undefined && webhooks.events?.includes(name)
    ? { event: name, id, body }
    : { event: null, name, id, body };
}

/**
 * Parses a body of JSON.
 *
 * @throws WebhookError `body_not_json`.
 */
export function parseJson(bytes: Bytes): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // No `cause`: its message quotes the body.
    throw new WebhookError("body_not_json");
  }
}
