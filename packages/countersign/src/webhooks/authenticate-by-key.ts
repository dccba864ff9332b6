import { WebhookError } from "../errors/errors.ts";
import type { DetachedSignature, JwtSignature, Webhooks } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { decodeExactly } from "../signing/decode-exactly.ts";
import { webHash } from "../signing/mac.ts";
import { type AuthenticDelivery, type DeliveryContext, noScheme } from "./authenticate-delivery.ts";
import { readBody, requiredHeader } from "./delivery.ts";
import { deliveryMessage } from "./delivery-signature.ts";
import { type FreshnessOptions, type Staleness, stalenessBy } from "./freshness.ts";
import {
  readPublicKeys,
  type VerifySignature,
  type WebhookPublicKeySource,
} from "./public-keys.ts";
import { readJwt } from "./read-jwt.ts";
import { isTimestamp, parseSignatures } from "./signature-header.ts";

/** How to authenticate a delivery with a public key. */
export interface PublicKeyOptions extends FreshnessOptions {
  /** The provider's public key, several during a rotation, or a function that returns them, such as `createJwks`. */
  readonly publicKey: WebhookPublicKeySource;
}

type Context = DeliveryContext<PublicKeyOptions>;

/** Enough for any rotation. Limited because each signature costs a verification of the whole body per key. */
const MAX_SIGNATURES = 4;

/** IDs of keys are short: hashes, UUIDs or names. */
const MAX_KEY_ID_LENGTH = 256;

/**
 * Authenticates a delivery that is signed with a private key, and returns it.
 *
 * Checks the signature before the timestamp, like `authenticateDelivery`.
 *
 * @throws what `verifyWebhookByKey` throws.
 */
export async function authenticateByKey(
  { id, asymmetric }: Webhooks,
  context: Context,
): Promise<AuthenticDelivery> {
  if (asymmetric === undefined) throw noScheme(context.title);
  const { toleranceSeconds: tolerance = 300, now = Date.now } = context.options;
  const stalenessOf = stalenessBy(tolerance, now);
  const { signedAt, ...delivery } =
    asymmetric.kind === "jwt"
      ? await authenticateJwt(asymmetric, context, stalenessOf)
      : await authenticateDetached(asymmetric, context, stalenessOf);
  const token = id !== undefined && "header" in id ? `{header:${id.header}}`.toLowerCase() : "";
  const covered = asymmetric.kind === "jwt" ? [] : asymmetric.message;
  return {
    ...delivery,
    hasOpenId: token !== "" && !covered.join().toLowerCase().includes(token),
    expiresAt: (signedAt + tolerance + 1) * 1000,
  };
}

/** A delivery with its signing time, in seconds since the Unix epoch; Infinity if it has none. */
interface SignedDelivery {
  readonly body: Bytes;
  readonly message: Bytes;
  readonly signedAt: number;
}

async function authenticateDetached(
  scheme: DetachedSignature,
  { find, delivery, options }: Context,
  stalenessOf: Staleness,
): Promise<SignedDelivery> {
  const { header, timestamp: dated, keyId, encoding } = scheme;
  const parsed = parseSignatures(requiredHeader(find, header), scheme);
  const signatures = [...(parsed ?? [])].flatMap(([timestamp, given]) =>
    given.flatMap((each) => {
      const signature = decodeExactly(each, encoding);
      return signature === undefined ? [] : [{ timestamp, signature }];
    }),
  );
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES) {
    throw new WebhookError("header_malformed", header);
  }
  const time = dated && requiredHeader(find, dated.header);
  if (time !== undefined && !isTimestamp(time)) {
    throw new WebhookError("header_malformed", dated?.header);
  }
  const keys = await keysFor(scheme, options, keyId && requiredHeader(find, keyId.header));
  const body = await readBody(delivery);
  let staleness: WebhookError | undefined;
  for (const { timestamp = time, signature } of signatures) {
    const message = deliveryMessage(scheme, { body, timestamp, find });
    if (!(await verifies(keys, (verify) => verify(signature, message)))) continue;
    if (timestamp === undefined) return { body, message, signedAt: Number.POSITIVE_INFINITY };
    const signedAt = Math.floor(Number(timestamp) / (dated?.unit === "ms" ? 1000 : 1));
    staleness = stalenessOf(signedAt);
    if (staleness === undefined) return { body, message, signedAt };
  }
  throw staleness ?? new WebhookError("signature_mismatch");
}

async function authenticateJwt(
  scheme: JwtSignature,
  { find, delivery, options }: Context,
  stalenessOf: Staleness,
): Promise<SignedDelivery> {
  const { header, bodyHash } = scheme;
  const token = readJwt(requiredHeader(find, header), scheme);
  if (token === undefined) throw new WebhookError("header_malformed", header);
  const { signature, message } = token;
  const keys = await keysFor(scheme, options, token.keyId);
  const body = await readBody(delivery);
  if (!(await verifies(keys, (verify) => verify(signature, message)))) {
    throw new WebhookError("signature_mismatch");
  }
  const { iat, exp, nbf, [bodyHash.claim]: hash } = token.claims() ?? {};
  // The signature covers the hash, which is therefore no secret to compare in constant time.
  if (hash !== (await webHash.digest(bodyHash.algorithm, body, bodyHash.encoding))) {
    throw new WebhookError("signature_mismatch");
  }
  if (!isTime(iat) || [exp, nbf].some((each) => each !== undefined && !isTime(each))) {
    throw new WebhookError("header_malformed", header);
  }
  const { now = Date.now } = options;
  const signedAt = Math.floor(iat);
  const staleness = stalenessOf(signedAt);
  if (staleness !== undefined) throw staleness;
  if (isTime(exp) && !(now() < exp * 1000)) throw new WebhookError("timestamp_stale");
  if (isTime(nbf) && !(now() >= nbf * 1000)) throw new WebhookError("timestamp_in_future");
  return { body, message, signedAt };
}

/** Returns whether a claim is a time: a finite number of seconds (RFC 7519). */
function isTime(claim: unknown): claim is number {
  return Number.isFinite(claim);
}

async function keysFor(
  scheme: DetachedSignature | JwtSignature,
  { publicKey }: PublicKeyOptions,
  keyId: string | undefined,
): Promise<readonly VerifySignature[]> {
  if ((keyId ?? "").length > MAX_KEY_ID_LENGTH) throw new WebhookError("signature_mismatch");
  return readPublicKeys(publicKey, scheme, keyId);
}

async function verifies(
  keys: readonly VerifySignature[],
  check: (verify: VerifySignature) => Promise<boolean>,
): Promise<boolean> {
  for (const key of keys) if (await check(key)) return true;
  return false;
}
