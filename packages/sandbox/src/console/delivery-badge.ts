import type { SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import type { Markup } from "../pages/html-response.ts";
import { badge } from "./parts.ts";

/** Returns how a receiver responded. Anything but a success is a failure, redirects included. */
export function deliveryBadge({ status }: Pick<SandboxDelivery, "status">): Markup {
  if (status === undefined) return badge("no response", "bad");
  return badge(status, status >= 200 && status < 300 ? "good" : "bad");
}
