import type {
  AsymmetricSignature,
  Provider,
  WebhookSignature,
  Webhooks,
} from "../provider-table/provider.ts";

/** The part of a provider that concerns webhooks. */
export type WebhookFacts = Pick<Provider, "name" | "title" | "webhooks" | "~types">;

/** A provider whose deliveries can be authenticated. */
export type WebhookProvider = WebhookFacts & {
  readonly webhooks:
    | { readonly signature: WebhookSignature }
    | { readonly token: NonNullable<Webhooks["token"]> };
};

/** A provider whose deliveries a public key verifies. */
export type PublicKeyWebhookProvider = WebhookFacts & {
  readonly webhooks: { readonly asymmetric: AsymmetricSignature };
};

/**
 * An event from an authentic delivery. `event` is the name of a known event, and narrows the type of `body`; it is
 * null for an event that this version does not know.
 *
 * @example
 * ```ts
 * switch (delivery.event) {
 *   case "inquiry.approved":
 *     return approve(delivery.body.data.attributes.payload.data);
 *   case null:
 *     return console.warn(`unknown event ${delivery.name}`);
 * }
 * ```
 */
export type WebhookEvent<P extends WebhookFacts> = KnownWebhookEvent<P> | UnknownWebhookEvent;

/** An event that this version does not know, or one from a provider that does not name its events. */
export interface UnknownWebhookEvent {
  readonly event: null;
  /**
   * The delivery's event name; undefined if it has none. Not authenticated if it is in a header that the signature does
   * not cover, such as GitHub's `X-GitHub-Event`.
   */
  readonly name: string | undefined;
  /** The delivery's ID, which stays the same when it is sent again; undefined if there is none. */
  readonly id: string | undefined;
  readonly body: unknown;
}

/** The events that this version of the provider's document describes. */
export type KnownWebhookEvent<P extends WebhookFacts> =
  NonNullable<P["~types"]> extends { readonly events: infer Event } ? Event : never;
