import type { SignatureVariant } from "./delivery-headers.ts";
import type { DeliveryOutcome } from "./send-delivery.ts";

/** A webhook delivery to send. */
export interface DeliveryOptions {
  readonly provider: string;
  /** Name of the event, as in the document. */
  readonly event: string;
  /** URL of the receiver. Default: the provider's in the option `webhooks`. */
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
}

/** A webhook delivery that the sandbox has sent. */
export interface SandboxDelivery extends DeliveryOutcome {
  readonly provider: string;
  readonly event: string;
  /** Stays the same when it is sent again. */
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As sent. */
  readonly body: string;
  /** Whether it has a signature or a token. False if the provider publishes no way to authenticate deliveries. */
  readonly isAuthenticated: boolean;
  /** Sends it again, with the same ID and body and a new signature. */
  resend(options?: Pick<DeliveryOptions, "url" | "signature">): Promise<SandboxDelivery>;
}
