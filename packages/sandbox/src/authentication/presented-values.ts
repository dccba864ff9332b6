import type { IncomingRequest } from "../exchange/incoming-request.ts";
import type { SignatureScheme } from "../operations/security-schemes.ts";
import { readValue } from "../operations/value-template.ts";
import type { Presented } from "./canonical-message.ts";

/**
 * Returns the timestamp and the nonce of a signed request, from their own headers or from the
 * signature header; undefined if the signature header does not have the scheme's form.
 */
export function presentedValues(
  { header, hmac }: SignatureScheme,
  { headers }: IncomingRequest,
): Presented | undefined {
  const headerValue = (name: string): string | undefined => {
    const value = headers[name.toLowerCase()];
    return typeof value === "string" ? value : undefined;
  };
  const parts = readValue(hmac.value, headerValue(header) ?? "");
  if (parts === undefined) return undefined;
  const { timestamp, nonce } = hmac;
  return {
    timestamp: timestamp?.header === undefined ? parts.timestamp : headerValue(timestamp.header),
    nonce: nonce?.header === undefined ? parts.nonce : headerValue(nonce.header),
  };
}
