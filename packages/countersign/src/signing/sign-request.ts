import { credentialError } from "../credentials/credentials.ts";
import type { Hmac, Operation, SecurityScheme, SentIn } from "../provider-table/provider.ts";
import type { Bytes } from "./bytes.ts";
import type { HashFunctions } from "./mac.ts";
import { signatureValue } from "./signature-value.ts";
import { platformClock, type SigningClock } from "./signing-clock.ts";
import type { SignableRequest, SigningParts } from "./signing-input.ts";
import { signingKey } from "./signing-key.ts";

/** A signature of a request: where it is sent, and how to compute it. */
export type HmacScheme = SecurityScheme & { type: "hmac" };

/** Options for signing a request. */
export interface RequestSigning {
  /** API title, for messages. */
  readonly title: string;
  /** Keys, and values for `{credential:name}`. */
  readonly credentials: ReadonlyMap<string, string>;
  /** What `{bodyHash}` is without a body. Default: as declared. */
  readonly emptyBodyHash?: "omit" | "hash" | undefined;
  /** Source of timestamps and nonces. Default: the platform. */
  readonly clock?: SigningClock | undefined;
  /** Cache of the client's decoded keys. Without it, every signature decodes its key. */
  readonly keys?: SigningKeys | undefined;
  /** The operation, of which `{pathParameter:name}` needs the path. */
  readonly operation?: Pick<Operation, "path">;
  /** What few declarations need, and only some clients contain. */
  readonly words?: RareWords;
}

/** Words of the vocabulary that few declarations need. */
export interface RareWords {
  /** Functions for every encoding. */
  readonly hash: HashFunctions;
  readonly token: NonNullable<SigningParts["token"]>;
  /** Adds a value to a request. */
  readonly place: typeof setHeader;
}

/** The last key of each signature, with its secret: a rotated secret is decoded again. */
export type SigningKeys = Map<Hmac, { readonly secret: string; readonly key: Bytes }>;

/** Signs a request by adding what its signatures require. */
export type SignRequest = typeof signRequest;

/**
 * Sets the headers of each signature: timestamp and nonce, where declared, then the signature. `signAnyRequest` also
 * knows the words that few declarations need.
 *
 * @throws CredentialError if a key is not encoded as declared.
 */
export async function signRequest(
  request: SignableRequest,
  schemes: readonly HmacScheme[],
  signing: RequestSigning,
): Promise<void> {
  const { credentials, emptyBodyHash, clock = platformClock } = signing;
  const { place = setHeader, ...words } = signing.words ?? {};
  const now = clock.now();
  // One nonce for all signatures of the attempt, because two may use the same header. Random bytes cost more than
  // the signature, so they are drawn only if a scheme has a nonce.
  const nonce = schemes.some(({ hmac }) => hmac.nonce) ? clock.nonce() : undefined;
  for (const scheme of schemes) {
    const { hmac } = scheme;
    const timestamp = hmac.timestamp && toTimestamp(now, hmac.timestamp.unit);
    place(request, hmac.timestamp, timestamp);
    place(request, hmac.nonce, nonce);
    const key = keyOf(hmac, signing);
    const parts = { request, credentials, timestamp, nonce, emptyBodyHash, ...words };
    place(request, scheme, await signatureValue(hmac, key, parts));
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
  const form = keyPrefix === undefined ? keyEncoding : `${keyPrefix} followed by ${keyEncoding}`;
  throw credentialError({ title, option: credential }, `must be ${form}; copy it in full`);
}

/** Sets a header, if there is one and a value for it. */
export function setHeader({ headers }: SignableRequest, to?: SentIn, value?: string): void {
  if (to?.header !== undefined && value !== undefined) headers.set(to.header, value);
}

function toTimestamp(nowInMs: number, unit: "s" | "ms"): string {
  return String(Math.floor(unit === "s" ? nowInMs / 1000 : nowInMs));
}
