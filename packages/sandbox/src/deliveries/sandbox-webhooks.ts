import type { DeliveryRule } from "./delivery-rules.ts";
import type { SandboxDelivery } from "./sandbox-delivery.ts";

/**
 * In which order deliveries are sent: as published, the last one first, or as a function returns them. What that leaves out is
 * dropped.
 */
export type DeliveryOrder =
  | "published"
  | "reversed"
  | ((held: readonly SandboxDelivery[]) => readonly SandboxDelivery[]);

/** Steers the deliveries of the events that the providers of a sandbox publish. */
export interface SandboxWebhooks {
  /** Holds deliveries back until `release`. Those of `sandbox.deliver` and those that are retried are sent all the same. */
  pause(): void;
  /**
   * Sends what was held back, and no longer holds anything back. The order counts for each receiver; different receivers do
   * not wait for each other.
   *
   * @throws SandboxError `invalid_delivery` for an order with a delivery that is not held back.
   */
  release(order?: DeliveryOrder): void;
  /**
   * Makes deliveries unusual: late, sent twice, or authenticated in a way that a receiver must reject. Of several rules for
   * an event, the one that was added first counts.
   *
   * @returns a function that ends it.
   * @throws SandboxError `unknown_provider` or `invalid_delivery`.
   */
  alter(rule: DeliveryRule): () => void;
  /**
   * Resolves when everything that is due has been attempted. A retry that lies ahead is not due: see `sandbox.clock`. A
   * receiver must not await it before it responds.
   */
  settled(): Promise<void>;
}
