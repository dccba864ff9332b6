import { createHmac } from "node:crypto";
import type { HmacScheme } from "../documents/read-hmac-scheme.ts";

/** Returns the header value that a signed message must come with. */
export function expectedSignature(scheme: HmacScheme, key: string, message: Uint8Array): string {
  const signature = createHmac(scheme.algorithm, Buffer.from(key, scheme.keyEncoding))
    .update(message)
    .digest(scheme.encoding);
  return scheme.value.replace("{signature}", () => signature);
}
