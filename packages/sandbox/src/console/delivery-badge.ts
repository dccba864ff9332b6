import type { SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import type { Markup } from "../pages/html-response.ts";
import { badge } from "./parts.ts";

/** Returns how a delivery stands, and how its receiver responded last. */
export function deliveryBadge({ state, status, error }: SandboxDelivery): Markup {
  const outcome = status ?? (error === undefined ? "" : "no response");
  const tone = { delivered: "good", failed: "bad", pending: "plain", dropped: "plain" } as const;
  return badge(`${state} ${outcome}`.trim(), tone[state]);
}
