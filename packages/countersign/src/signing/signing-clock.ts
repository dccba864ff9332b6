import { encode } from "./encoding.ts";

/** Source of the values that make each attempt's signature unique. */
export interface SigningClock {
  /** Returns the time in milliseconds since the Unix epoch. */
  now(): number;
  /** Returns a string that no other attempt has. */
  nonce(): string;
}

/** The platform's clock, and nonces of 16 random bytes in hexadecimal. */
export const platformClock: SigningClock = {
  now: () => Date.now(),
  nonce: () => encode(globalThis.crypto.getRandomValues(new Uint8Array(16)), "hex"),
};
