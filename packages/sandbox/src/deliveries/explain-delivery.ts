import {
  explainSignature,
  type SignatureExplanation,
} from "../authentication/explain-signature.ts";
import { readValue } from "../operations/value-template.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { lowerCased } from "./lower-cased.ts";
import type { SandboxDelivery } from "./sandbox-delivery.ts";

/** Explains the signature of a delivery as sent; undefined if the provider's deliveries are not signed. */
export function explainDelivery(
  { deliveries, webhookSecret = "" }: Pick<DeliverySource, "deliveries" | "webhookSecret">,
  delivery: Pick<SandboxDelivery, "headers" | "body">,
): SignatureExplanation | undefined {
  const { authentication } = deliveries;
  if (authentication.kind !== "signature") return undefined;
  const { header, timeHeader, hmac } = authentication;
  const headers = lowerCased(delivery.headers);
  const received = headers[header.toLowerCase()];
  const parts = readValue(hmac.value, received ?? "");
  const timestamp = timeHeader === undefined ? parts?.timestamp : headers[timeHeader.toLowerCase()];
  return explainSignature({
    hmac,
    location: `Header ${header}`,
    key: webhookSecret,
    source: {
      request: { method: "POST", target: "/", headers, body: Buffer.from(delivery.body) },
      presented: { timestamp },
      credentials: new Map(),
      secretHeaders: new Set(),
    },
    received,
  });
}
