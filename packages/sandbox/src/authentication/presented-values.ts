import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { SignatureScheme } from "../operations/security-schemes.ts";
import { readValue } from "../operations/value-template.ts";
import type { Presented } from "./canonical-message.ts";
import { sentValue } from "./sent-values.ts";

/**
 * Returns the timestamp and the nonce of a signed request, from where they are sent or from the value of the signature;
 * undefined if that value does not have the scheme's form.
 */
export function presentedValues(
  scheme: SignatureScheme,
  request: IncomingRequest,
): Presented | undefined {
  const { value, timestamp, nonce } = scheme.hmac;
  const parts = readValue(value, sentValue(request, scheme) ?? "");
  if (parts === undefined) return undefined;
  return {
    timestamp: timestamp?.sentIn ? sentValue(request, timestamp.sentIn) : parts.timestamp,
    nonce: nonce?.sentIn ? sentValue(request, nonce.sentIn) : parts.nonce,
  };
}
