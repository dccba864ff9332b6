import type {
  DeliveryLocation,
  Provider,
  WebhookSignature,
  Webhooks,
} from "../provider-table/provider.ts";

/** A provider, as far as its deliveries go. */
export type WebhookFacts = Pick<Provider, "name" | "title" | "webhooks" | "~types">;

/** A provider that says how its deliveries are authenticated. */
export type WebhookProvider = WebhookFacts & {
  readonly webhooks:
    | { readonly signature: WebhookSignature }
    | { readonly token: NonNullable<Webhooks["token"]> };
};

/**
 * An authentic delivery. `event` is its name where this version knows the event, which types `body`, and
 * null where it does not.
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
export type WebhookEvent<P extends WebhookFacts> = KnownEvents<P> | UnknownWebhookEvent;

/** An event that this version of the provider's document describes. */
export interface KnownWebhookEvent<Name, Body> {
  /** Name of the event. */
  readonly event: Name;
  /** The delivery's id, the same when it is repeated; undefined where there is none. */
  readonly id: string | undefined;
  readonly body: Body;
}

/** An event that this version does not know, or of a provider whose deliveries have no name. */
export interface UnknownWebhookEvent {
  readonly event: null;
  /** What the delivery says that it is; undefined where it does not. */
  readonly name: string | undefined;
  /** The delivery's id, the same when it is repeated; undefined where there is none. */
  readonly id: string | undefined;
  readonly body: unknown;
}

type KnownEvents<P extends WebhookFacts> = P extends {
  readonly webhooks: { readonly event: DeliveryLocation };
}
  ? EventsOf<WebhookTypes<P>>
  : never;

/** The `webhooks` of the provider's types; those of a document without any have no names. */
type WebhookTypes<P extends WebhookFacts> =
  NonNullable<P["~types"]> extends { readonly webhooks: infer W } ? W : never;

type EventsOf<W> = string extends keyof W
  ? never
  : { [Name in keyof W]: KnownWebhookEvent<Name, BodyOf<W[Name]>> }[keyof W];

type BodyOf<Item> = Item extends { post: { requestBody?: infer B } }
  ? NonNullable<B> extends { content: infer C }
    ? C[keyof C]
    : unknown
  : unknown;
