import type { SignatureVariant } from "./delivery-headers.ts";
import type { DeliveryOutcome } from "./send-delivery.ts";

/** A webhook delivery to send. */
export interface DeliveryOptions {
  readonly provider: string;
  /** Name of the event, as in the document. */
  readonly event: string;
  /** URL of the receiver. Default: the first that receives the event, in the option `webhooks` or registered by a request. */
  readonly url?: string | undefined;
  /**
   * What differs from the documented example of the event, as a JSON merge patch: objects are merged, null removes a member.
   * Required for an event that the document does not describe.
   */
  readonly body?: unknown;
  /** ID of the delivery, where the provider sends one. Default: a new one. */
  readonly id?: string | undefined;
  /** How it is authenticated. Default: `valid`. */
  readonly signature?: SignatureVariant | undefined;
  /** Seconds on the sandbox's clock to wait first. Default: 0. */
  readonly after?: number | undefined;
}

/** How to send a delivery again. */
export type ResendOptions = Pick<DeliveryOptions, "url" | "signature" | "after">;

/**
 * `pending` until it is accepted, which is `delivered`, or until the last attempt has failed; `dropped` if it was held back
 * and then left out.
 */
export type DeliveryState = "pending" | "delivered" | "failed" | "dropped";

/** One time that a delivery was sent. */
export interface DeliveryAttempt extends DeliveryOutcome {
  /** When it was sent on the sandbox's clock, in RFC 3339. */
  readonly sentAt: string;
  /** As sent; each attempt has its own time of signing. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A webhook delivery of the sandbox, kept up to date while it is sent. `status`, `error` and `response` are of the last attempt. */
export interface SandboxDelivery extends DeliveryOutcome {
  readonly provider: string;
  readonly event: string;
  /** Stays the same when it is sent again, and for all receivers of an event. */
  readonly id: string;
  readonly url: string;
  /** ID of the record that registered the receiver; undefined for one of the options. */
  readonly receiver: string | undefined;
  readonly state: DeliveryState;
  readonly attempts: readonly DeliveryAttempt[];
  /** When it is sent next on the sandbox's clock, in RFC 3339; undefined if no time is set. */
  readonly nextAttemptAt: string | undefined;
  /** As last sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** As sent. */
  readonly body: string;
  /** Whether it has a signature or a token. False if the provider publishes no way to authenticate deliveries. */
  readonly isAuthenticated: boolean;
  /** Whether it repeats another delivery, with the same ID and body. */
  readonly isResent: boolean;
  /** Sends it again, once, with the same ID and body and a new signature. */
  resend(options?: ResendOptions): Promise<SandboxDelivery>;
}
