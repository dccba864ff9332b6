import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two strings are equal, compared in constant time. */
export function equalSecrets(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}
