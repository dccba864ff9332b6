import { CredentialError } from "../errors/errors.ts";
import type { AsymmetricSignature, KeyAlgorithm } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { signingKey } from "../signing/signing-key.ts";

/** A public key: a JSON Web Key (RFC 7517), or a string in the provider's format. */
export type WebhookPublicKey = string | PublicJwk;

/** A JSON Web Key. Members of a private key are never used to verify. */
export interface PublicJwk {
  readonly kty: string;
  readonly [member: string]: unknown;
}

/**
 * Public keys, or a function that returns those with the ID that a delivery names, and none if it knows no such key.
 * Anyone can send any ID: check it before you use it.
 */
export type WebhookPublicKeySource =
  | WebhookPublicKey
  | readonly WebhookPublicKey[]
  | ((keyId: string | undefined) => PublicKeys | Promise<PublicKeys>);

type PublicKeys = WebhookPublicKey | readonly WebhookPublicKey[] | undefined;

/** Verifies the signature of a message. */
export type VerifySignature = (signature: Bytes, message: Bytes) => Promise<boolean>;

/** Web Crypto's parameters of an algorithm, and the names and types that JSON Web Keys and tokens have for it. */
interface AlgorithmFacts {
  readonly key: EcKeyImportParams | { readonly name: string };
  readonly signature: EcdsaParams | { readonly name: string };
  readonly kty: string;
  readonly crv: string;
  readonly names: readonly string[];
}

/** By name. Signatures of both have 64 bytes; those of ES256 are `r` and `s`, as in RFC 7518. */
export const KEY_ALGORITHMS: Readonly<Record<KeyAlgorithm, AlgorithmFacts>> = {
  ES256: {
    key: { name: "ECDSA", namedCurve: "P-256" },
    signature: { name: "ECDSA", hash: "SHA-256" },
    kty: "EC",
    crv: "P-256",
    names: ["ES256"],
  },
  // RFC 8037 has the first name, RFC 9864 the second.
  Ed25519: {
    key: { name: "Ed25519" },
    signature: { name: "Ed25519" },
    kty: "OKP",
    crv: "Ed25519",
    names: ["EdDSA", "Ed25519"],
  },
};

/**
 * Returns a verifier for each of the caller's keys that fits the scheme and the key ID.
 *
 * @throws CredentialError if there is no key at all, one cannot be used, or the caller's function throws.
 */
export async function readPublicKeys(
  source: WebhookPublicKeySource,
  scheme: AsymmetricSignature,
  keyId: string | undefined,
): Promise<readonly VerifySignature[]> {
  let given: PublicKeys;
  try {
    given = typeof source === "function" ? await source(keyId) : source;
  } catch (cause) {
    throw keyError("is a function that threw; see `cause`", { cause });
  }
  const keys: readonly unknown[] = [given ?? []].flat();
  if (keys.length === 0 && typeof source !== "function") {
    throw keyError("must contain a key", { code: "credential_missing" });
  }
  const usable = keys.filter((key) => fits(key, scheme, keyId));
  return Promise.all(usable.map((key) => importKey(key, scheme)));
}

/** Returns whether a key may verify. Sets contain keys for other purposes as well. */
function fits(
  key: unknown,
  { algorithm }: AsymmetricSignature,
  keyId: string | undefined,
): boolean {
  if (typeof key === "string") return true;
  const { kty, crv, kid, alg, use }: Partial<Record<string, unknown>> = Object(key);
  const { names, ...facts } = KEY_ALGORITHMS[algorithm];
  if (kty === undefined) throw keyError(`must be a JSON Web Key or a string`);
  return (
    kty === facts.kty &&
    crv === facts.crv &&
    (kid === undefined || keyId === undefined || kid === keyId) &&
    (alg === undefined || names.includes(String(alg))) &&
    (use === undefined || use === "sig")
  );
}

async function importKey(key: unknown, scheme: AsymmetricSignature): Promise<VerifySignature> {
  const { subtle } = globalThis.crypto;
  const facts = KEY_ALGORITHMS[scheme.algorithm];
  const { kty, crv, x, y }: JsonWebKey = Object(key);
  let verifier: CryptoKey;
  try {
    verifier =
      typeof key === "string"
        ? await subtle.importKey("raw", rawKey(key, scheme), facts.key, false, ["verify"])
        : // The public members alone.
          await subtle.importKey(
            "jwk",
            { kty, crv, x, ...(y !== undefined && { y }) } as JsonWebKey,
            facts.key,
            false,
            ["verify"],
          );
  } catch (cause) {
    if (cause instanceof CredentialError) throw cause;
    throw keyError(
      `is not a public key for ${scheme.algorithm}, or this runtime lacks that algorithm`,
    );
  }
  return (signature, message) => subtle.verify(facts.signature, verifier, signature, message);
}

function rawKey(key: string, scheme: AsymmetricSignature): Bytes {
  if (scheme.kind === "jwt") throw keyError("must be a JSON Web Key");
  const { keyPrefix = "", keyEncoding } = scheme;
  const bytes = signingKey({ keyEncoding, keyPrefix }, key.trim());
  if (bytes !== undefined) return bytes;
  throw keyError(`must be ${keyPrefix}<${keyEncoding}>; copy it in full`);
}

function keyError(
  problem: string,
  details: { code?: "credential_missing"; cause?: unknown } = {},
): CredentialError {
  const { code = "credential_invalid", cause } = details;
  const option = "publicKey";
  return new CredentialError(code, {
    message: `The option \`${option}\` ${problem}.`,
    option,
    cause,
  });
}
