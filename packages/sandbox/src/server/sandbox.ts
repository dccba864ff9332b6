import type { DeliveryOptions, SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import type { SandboxWebhooks } from "../deliveries/sandbox-webhooks.ts";
import type { FaultRule } from "../faults/fault.ts";
import type { Verification } from "../verifications/verification.ts";
import type { Clock } from "../world/clock.ts";

/** Client options for one provider of a sandbox. */
export interface SandboxConnection {
  readonly baseUrl: string;
  readonly [credential: string]: string;
}

/** A running sandbox. */
export interface Sandbox {
  /** Such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Names of the providers that it serves. */
  readonly providers: readonly string[];
  /**
   * Returns the base URL of a provider and the credentials that the sandbox accepts for it. The
   * result takes the type of the client options it is passed as; otherwise it is a
   * `SandboxConnection`. The credentials depend on the provider's document, so the compiler cannot
   * check them here.
   *
   * @param account - Another account of the provider, in kebab-case: it sees nothing of the others.
   * @throws SandboxError `unknown_provider` if the sandbox does not serve the provider, and `invalid_account`.
   */
  connection<Options extends object = SandboxConnection>(
    provider: string,
    account?: { readonly account?: string | undefined },
  ): Options;
  /** The verifications that were started, the newest first. */
  readonly verifications: readonly Verification[];
  /**
   * Brings a verification to a state, as the person, the provider or time would, by the shortest way of declared moves.
   *
   * @param id - ID of the verification, as responses show it.
   * @param state - Name of the state in the provider's document, such as `approved`.
   * @param which - Narrows the search, if two accounts or resources have the same ID. Default: the newest.
   * @returns the verification, as soon as the first delivery of each event was attempted.
   * @throws SandboxError `invalid_outcome` if there is no such verification, or no way leads to the state.
   */
  finish(
    provider: string,
    id: string,
    state: string,
    which?: { readonly account?: string | undefined; readonly resource?: string | undefined },
  ): Promise<Verification>;
  /**
   * Returns the secret with which the sandbox signs the webhook deliveries of a provider, or the token that they carry.
   *
   * @throws SandboxError `unknown_provider` if the sandbox does not serve the provider, and `invalid_delivery` if the
   * provider's deliveries have no secret.
   */
  webhookSecret(provider: string): string;
  /**
   * Sends a webhook delivery as the provider would: the documented example of an event, signed as its document declares. It
   * is sent once; `resend` repeats it.
   *
   * @returns what was sent, and the receiver's status; with `after`, what will be sent.
   * @throws SandboxError `unknown_provider` or `invalid_delivery`. A receiver that refuses or does not respond is no error.
   */
  deliver(delivery: DeliveryOptions): Promise<SandboxDelivery>;
  /** The webhook deliveries, in the order in which they were published or asked for. */
  readonly deliveries: readonly SandboxDelivery[];
  /** Steers the deliveries of events that the providers publish. */
  readonly webhooks: SandboxWebhooks;
  /**
   * Lets requests fail, through HTTP: with a status, late, or on the way. Of several faults for a request, the one that
   * was added first counts. A single request fails by its header `x-sandbox-fault`, such as `429; retry-after=2`.
   *
   * @returns a function that ends it.
   * @throws SandboxError `invalid_fault` for a fault that is none, or names what the sandbox does not serve.
   */
  fail(fault: FaultRule): () => void;
  /** The sandbox's time: times in responses, signatures and events, expiry, and when deliveries are repeated. */
  readonly clock: Pick<Clock, "now" | "advance" | "set">;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
  /** Same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
