import { encode } from "./encoding.ts";

/** Where the values come from that make the signature of each attempt its own. */
export interface SigningClock {
  /** Returns the time in milliseconds since the Unix epoch. */
  now(): number;
  /** Returns a text that no other attempt has. */
  nonce(): string;
}

/** The platform's clock, and nonces of 16 random bytes in hexadecimal. */
export const platformClock: SigningClock = {
  now: () => Date.now(),
  nonce: () => encode(globalThis.crypto.getRandomValues(new Uint8Array(16)), "hex"),
};
