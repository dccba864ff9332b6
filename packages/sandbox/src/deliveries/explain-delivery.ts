import {
  explainSignature,
  type SignatureExplanation,
} from "../authentication/explain-signature.ts";
import { readValue } from "../operations/value-template.ts";
import type { DeliverySource } from "./delivery-source.ts";
import { lowerCased } from "./lower-cased.ts";
import type { ReceiverSecrets } from "./receivers.ts";
import type { SandboxDelivery } from "./sandbox-delivery.ts";

/**
 * Explains the signatures of a delivery as last sent: several while a secret is replaced, none if the provider's deliveries
 * are not signed.
 *
 * @param secrets - Those that the receiver has now. A signature that none of them made is explained with the current one.
 */
export function explainDelivery(
  { deliveries }: Pick<DeliverySource, "deliveries">,
  delivery: Pick<SandboxDelivery, "headers" | "body">,
  { current = "", old }: Pick<ReceiverSecrets, "current" | "old">,
): readonly SignatureExplanation[] {
  const { authentication } = deliveries;
  if (authentication.kind !== "signature") return [];
  const { header, timeHeader, hmac, valueSeparator } = authentication;
  const headers = lowerCased(delivery.headers);
  const request = { method: "POST", target: "/", headers, body: Buffer.from(delivery.body) };
  const sent = headers[header.toLowerCase()];
  const values = valueSeparator === undefined ? [sent] : (sent?.split(valueSeparator) ?? [sent]);
  const keys = old === undefined ? [current] : [current, old];
  return values
    .map((received) => {
      const timestamp =
        timeHeader === undefined
          ? readValue(hmac.value, received ?? "")?.timestamp
          : headers[timeHeader.toLowerCase()];
      const explanations = keys.map((key) =>
        explainSignature({
          hmac,
          location: `Header ${header}`,
          key,
          source: {
            request,
            presented: { timestamp },
            credentials: new Map(),
            secretHeaders: new Set(),
          },
          received,
        }),
      );
      return explanations.find(({ matches }) => matches) ?? explanations[0];
    })
    .filter((explanation) => explanation !== undefined);
}
