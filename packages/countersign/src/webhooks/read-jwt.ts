import type { JwtSignature } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { decodeExactly } from "../signing/decode-exactly.ts";
import { utf8 } from "../signing/encoding.ts";
import { KEY_ALGORITHMS } from "./public-keys.ts";

/** A JSON Web Token whose signature has not been verified. */
export interface UnverifiedJwt {
  readonly keyId: string | undefined;
  readonly signature: Bytes;
  /** What the signature covers. */
  readonly message: Bytes;
  /** Returns the claims, or undefined if they are no JSON object. Call it once the signature is verified. */
  readonly claims: () => Readonly<Record<string, unknown>> | undefined;
}

/**
 * Parses a token in the compact form (RFC 7515), or returns undefined if it is not one of the declared algorithm. A
 * token does not choose its algorithm, so neither `none` nor a MAC can replace the signature. Critical extensions
 * (`crit`) are not supported, so such a token must be refused.
 */
export function readJwt(token: string, { algorithm }: JwtSignature): UnverifiedJwt | undefined {
  const [header = "", payload = "", encoded = "", ...rest] = token.trim().split(".");
  const { alg, kid, crit, b64 } = jsonObject(header) ?? {};
  const signature = decodeExactly(encoded, "base64url");
  const isDeclared =
    typeof alg === "string" && KEY_ALGORITHMS[algorithm].names.includes(alg) && rest.length === 0;
  if (!isDeclared || signature === undefined || crit !== undefined || b64 !== undefined) {
    return undefined;
  }
  return {
    keyId: typeof kid === "string" ? kid : undefined,
    signature,
    message: utf8(`${header}.${payload}`),
    claims: () => jsonObject(payload),
  };
}

function jsonObject(encoded: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const bytes = decodeExactly(encoded, "base64url");
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    // Without a prototype, so that no inherited property counts as a claim.
    return isObject ? Object.assign(Object.create(null), value) : undefined;
  } catch {
    return undefined;
  }
}
