import type { Hash, Hmac } from "node:crypto";
import type { TextEncoding } from "../operations/hmac-scheme.ts";

/** Returns the digest of a hash in an encoding. */
export function digestIn(hash: Hash | Hmac, encoding: TextEncoding): string {
  if (encoding === "hexUpper") return hash.digest("hex").toUpperCase();
  if (encoding === "base64Unpadded") return hash.digest("base64").replace(/=+$/, "");
  return hash.digest(encoding);
}
