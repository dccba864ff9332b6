import { unusable } from "../credentials/credentials.ts";
import type { Hmac, SecurityScheme } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import { signatureValue } from "./signature-value.ts";
import { platformClock, type SigningClock } from "./signing-clock.ts";
import type { SignableRequest } from "./signing-input.ts";
import { signingKey } from "./signing-key.ts";

/** A signature that a request needs: the header that carries it, and how it is computed. */
export type HmacScheme = SecurityScheme & { type: "hmac" };

/** How a request is signed. */
export interface RequestSigning {
  /** Title of the API, for messages. */
  readonly title: string;
  /** Keys, and values for `{credential:name}`. */
  readonly credentials: ReadonlyMap<string, string>;
  /** What stands for `{bodyHash}` without a body. Default: what the description says. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
  /** Where timestamps and nonces come from. Default: the platform. */
  readonly clock?: SigningClock | undefined;
  /** The client's keys, decoded; by whom they are kept. Without it, each signature decodes its own. */
  readonly keys?: SigningKeys | undefined;
}

/** The last key of each signature, with the secret that it stands for: one that was rotated is decoded anew. */
export type SigningKeys = Map<Hmac, { readonly secret: string; readonly key: Bytes }>;

/** Signs a request, whose headers it completes. */
export type SignRequest = typeof signRequest;

/**
 * Sets timestamp and nonce, where a description has them, and then the signature over all of it, for
 * each of the signatures.
 *
 * @throws CredentialError when a key is not written as declared.
 */
export async function signRequest(
  request: SignableRequest,
  schemes: readonly HmacScheme[],
  { title, credentials, emptyBodyHash, clock = platformClock, keys }: RequestSigning,
): Promise<void> {
  const now = clock.now();
  // One for all signatures of the attempt: two may name the same header. Random bytes cost more than
  // the signature, so they are drawn only where a scheme has a nonce.
  const nonce = schemes.some(({ hmac }) => hmac.nonce) ? clock.nonce() : undefined;
  for (const { header, hmac } of schemes) {
    const timestamp = hmac.timestamp && toTimestamp(now, hmac.timestamp.unit);
    setHeader(request, hmac.timestamp?.header, timestamp);
    setHeader(request, hmac.nonce?.header, nonce);
    const key = keyOf(hmac, { title, credentials, keys });
    const parts = { request, credentials, timestamp, nonce, emptyBodyHash };
    request.headers.set(header, await signatureValue(hmac, key, parts));
  }
}

function keyOf(hmac: Hmac, { title, credentials, keys }: RequestSigning): Bytes {
  const { credential, keyEncoding, keyPrefix } = hmac;
  const secret = credentials.get(credential) ?? "";
  const known = keys?.get(hmac);
  if (known?.secret === secret) return known.key;
  const key = signingKey(hmac, secret);
  if (key !== undefined) {
    keys?.set(hmac, { secret, key });
    return key;
  }
  const form = keyPrefix === undefined ? keyEncoding : `${keyPrefix} and then ${keyEncoding}`;
  throw unusable({ title, option: credential }, `must be ${form}; copy it whole`);
}

function setHeader({ headers }: SignableRequest, name?: string, value?: string): void {
  if (name !== undefined && value !== undefined) headers.set(name, value);
}

function toTimestamp(nowInMs: number, unit: "s" | "ms"): string {
  return String(Math.floor(unit === "s" ? nowInMs / 1000 : nowInMs));
}
