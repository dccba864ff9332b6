import { SandboxError } from "../errors/sandbox-error.ts";
import { type SignatureVariant, VARIANTS } from "./delivery-headers.ts";
import type { DeliverySource } from "./delivery-source.ts";
import type { Receiver } from "./receivers.ts";

/**
 * Checks that deliveries can be authenticated in a way.
 *
 * @param receiver - Whose secrets it takes; undefined if any receiver's.
 * @throws SandboxError `invalid_delivery`.
 */
export function assertSignable(
  provider: DeliverySource,
  variant: SignatureVariant = "valid",
  receiver?: Receiver,
): void {
  assertVariant(variant);
  const problem = signingProblem(provider, variant, receiver);
  if (problem !== undefined) throw new SandboxError("invalid_delivery", problem);
}

/**
 * Checks that a word names a way to authenticate deliveries.
 *
 * @throws SandboxError `invalid_delivery`.
 */
export function assertVariant(variant: SignatureVariant = "valid"): void {
  if (VARIANTS.includes(variant)) return;
  const message = `The \`signature\` of a delivery must be one of ${VARIANTS.join(", ")}.`;
  throw new SandboxError("invalid_delivery", message);
}

/** Returns why deliveries cannot be authenticated in a way. */
export function signingProblem(
  { name, deliveries }: DeliverySource,
  variant: SignatureVariant,
  receiver: Receiver | undefined,
): string | undefined {
  const { authentication } = deliveries;
  if (authentication.kind === "unsupported" && variant !== "missing") {
    return `The sandbox cannot sign deliveries of ${name}, which need ${authentication.what}. Sign them with \`signDelivery\` of the package countersign.`;
  }
  if (variant === "stale" && authentication.kind !== "signature") {
    return `Deliveries of ${name} have no time of signing, so none can be stale.`;
  }
  if (variant === "old-secret" && receiver !== undefined && receiver.secrets().old === undefined) {
    return `The receiver ${receiver.url} has no old secret, because its secret was not replaced.`;
  }
  return undefined;
}
