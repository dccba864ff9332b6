import { CountersignError } from "../errors/errors.ts";
import { own } from "../provider-table/own.ts";
import { safeUrl } from "../transport/base-url.ts";
import type { PublicJwk } from "./public-keys.ts";

/** Options of a set of public keys at a URL. */
export interface JwksOptions {
  /** How long a request for the set may take, in milliseconds. Default: 5,000. */
  readonly timeoutMs?: number;
  /** How long the set is used before it is requested again, in milliseconds. Default: 600,000. */
  readonly maxAgeMs?: number;
  /** Least time between two requests, in milliseconds, however many unknown keys deliveries name. Default: 30,000. */
  readonly cooldownMs?: number;
  /** Greatest size of the set, in bytes. Default: 65,536. */
  readonly maxBytes?: number;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Returns the time in milliseconds since the Unix epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

/** Returns the keys of a set, for the option `publicKey`. */
export type Jwks = (keyId: string | undefined) => Promise<readonly PublicJwk[]>;

/**
 * Returns a function that gets the provider's public keys from a JSON Web Key Set (RFC 7517) at a URL. It requests the set
 * for the first delivery, when it has become old, and when a delivery names an unknown key. Create it once, not for every
 * delivery.
 *
 * The function throws an Error if the set cannot be got: an old set is not used instead, because it may contain a key that
 * the provider has revoked.
 *
 * @param url - The only URL that is requested: an https URL, or http on a loopback address. Redirects are not followed.
 * @throws CountersignError `configuration_invalid` for any other URL.
 */
export function createJwks(url: string | URL, given: JwksOptions = {}): Jwks {
  const options = own(given);
  const { maxAgeMs = 600_000, cooldownMs = 30_000, now = Date.now } = options;
  const target = toSafeUrl(url);
  let requestedAt = Number.NEGATIVE_INFINITY;
  let isFailed = false;
  let current: Promise<readonly PublicJwk[]> | undefined;
  const isOver = (ms: number): boolean => now() - requestedAt >= ms;
  const request = (): Promise<readonly PublicJwk[]> => {
    requestedAt = now();
    isFailed = false;
    current = requestSet(target, options);
    current.catch(() => {
      isFailed = true;
    });
    return current;
  };
  return async (keyId) => {
    // Deliveries that arrive meanwhile share a request, and its error until the cooldown is over.
    if (isOver(maxAgeMs) || (isFailed && isOver(cooldownMs))) request();
    const keys = await (current ?? request());
    const isKnown =
      keyId === undefined || keys.some(({ kid }) => kid === undefined || kid === keyId);
    if (!isKnown && isOver(cooldownMs)) request();
    // Another delivery may have requested a newer set.
    return isKnown ? keys : (current ?? keys);
  };
}

function toSafeUrl(url: string | URL): string {
  const safe = safeUrl(url);
  if (safe !== undefined) return safe.href;
  throw new CountersignError(
    "configuration_invalid",
    "The URL of a key set must be https (http for loopback addresses) and without a user name.",
  );
}

async function requestSet(
  url: string,
  { timeoutMs = 5000, maxBytes = 65_536, fetch = globalThis.fetch }: JwksOptions,
): Promise<readonly PublicJwk[]> {
  const controller = new AbortController();
  const { origin } = new URL(url);
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A caller's fetch may ignore the signal.
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The key set at ${origin} did not arrive within ${timeoutMs} ms.`));
      controller.abort();
    }, timeoutMs);
  });
  const init: RequestInit = {
    headers: { accept: "application/json" },
    redirect: "error",
    signal: controller.signal,
  };
  try {
    return await Promise.race([readSet(fetch, url, { init, maxBytes }), limit]);
  } finally {
    clearTimeout(timer);
    // Discards what is left of a response that is too large.
    controller.abort();
  }
}

async function readSet(
  fetch: typeof globalThis.fetch,
  url: string,
  { init, maxBytes }: { init: RequestInit; maxBytes: number },
): Promise<readonly PublicJwk[]> {
  const { origin } = new URL(url);
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`The key set at ${origin} has the status ${response.status}.`);
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = "";
  let size = 0;
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done || value === undefined) break;
    size += value.length;
    if (size > maxBytes)
      throw new Error(`The key set at ${origin} has more than ${maxBytes} bytes.`);
    text += decoder.decode(value, { stream: true });
  }
  const keys: unknown = Reflect.get(Object(JSON.parse(text)), "keys");
  if (!Array.isArray(keys)) throw new Error(`The key set at ${origin} has no \`keys\`.`);
  return keys.filter(isJwk);
}

function isJwk(value: unknown): value is PublicJwk {
  return typeof value === "object" && value !== null && "kty" in value;
}
