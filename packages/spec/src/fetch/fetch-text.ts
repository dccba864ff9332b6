import type { LookupFunction } from "node:net";
import { Agent, fetch, type Response } from "undici";
import { toLine } from "../problem/to-line.ts";
import { isFetchable } from "./address.ts";
import { deepest, isWithin, NETWORK, type Network, type Reach } from "./network.ts";
import { toValidators, type Validators } from "./validators.ts";

/** Limits on the size and duration of a download. */
export interface FetchLimits {
  /** Maximum size of one file, after decompression. Default: 50 MB. */
  readonly maxBytes: number;
  /** Maximum duration for one file, redirects and body included. Default: 60 seconds. */
  readonly timeoutInMs: number;
}

/** The default limits. */
export const DEFAULT_LIMITS: FetchLimits = { maxBytes: 50_000_000, timeoutInMs: 60_000 };

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Options for fetching a file. */
export interface FetchOptions {
  /**
   * How far inside the network the first URL may lead. A URL that the user typed may lead anywhere; one
   * from a document may lead only to the public internet. Default: `loopback`, which allows everything.
   */
  readonly reach?: Reach;
  readonly limits?: Partial<FetchLimits>;
  /** Headers of a conditional request. Without any, the whole file is requested. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** Whether to refuse redirects to another origin. Default: false. */
  readonly sameOrigin?: boolean;
  /** Default: the network of this machine. */
  readonly network?: Network;
}

/** What a site responded. */
export type Fetched =
  | { readonly kind: "text"; readonly text: string; readonly validators: Validators }
  | { readonly kind: "not modified" }
  | { readonly kind: "gone"; readonly status: number };

/** Why a file cannot be fetched. The message completes a sentence: `redirects more than 5 times`. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  /** How to fix it: one imperative sentence. */
  readonly remedy: string;

  constructor(message: string, { remedy, cause }: { remedy: string; cause?: unknown }) {
    super(message, { cause });
    this.remedy = remedy;
  }
}

interface Request extends Omit<FetchOptions, "limits"> {
  readonly url: URL;
  readonly limits: FetchLimits;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/**
 * Fetches a file as text. Sends only GET requests, and no credentials.
 *
 * A redirect may never lead further inside the network than the URL it comes from: a public site must not
 * make this machine send requests to a private one. A host's IP addresses are resolved once, checked and then
 * connected to, which guards against DNS rebinding.
 *
 * @throws FetchError when the site is unreachable, exceeds a limit, redirects to a URL that may not be
 * fetched, or responds with a failure status or something other than text.
 */
export async function fetchText(url: URL, options: FetchOptions = {}): Promise<Fetched> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const signal = AbortSignal.timeout(limits.timeoutInMs);
  const request = { network: NETWORK, ...options, url, limits, signal };
  try {
    return await fetched(request);
  } catch (cause) {
    const own = ownError(cause);
    if (own !== undefined) throw own;
    if (signal.aborted) {
      throw new FetchError(`takes more than ${limits.timeoutInMs / 1000} seconds`, {
        remedy: "Try again later.",
        cause,
      });
    }
    throw new FetchError(`cannot be fetched: ${reasonOf(cause)}`, {
      remedy: "Check the URL, and that this machine can reach the site.",
      cause,
    });
  }
}

async function fetched(request: Request): Promise<Fetched> {
  const { response, close } = await follow(request);
  try {
    const { status, headers } = response;
    if (status === 200) {
      const text = await readText(response, request.limits);
      const validators = toValidators({
        etag: headers.get("etag"),
        lastModified: headers.get("last-modified"),
      });
      return { kind: "text", text, validators };
    }
    if (status === 304 && request.conditions !== undefined) return { kind: "not modified" };
    if (status === 404 || status === 410) return { kind: "gone", status };
    throw new FetchError(`responds with status ${status}`, {
      remedy: remedyFor(status),
    });
  } finally {
    await close();
  }
}

function remedyFor(status: number): string {
  if (status === 401 || status === 403) {
    return "The site wants credentials, which are never sent. Use a public URL, or download the file.";
  }
  return status === 429 || status >= 500 ? "Try again later." : "Correct the URL.";
}

/** A response, how far inside the network it came from, and a function that closes its connection. */
interface Hop {
  readonly response: Response;
  readonly reach: Reach;
  readonly close: () => Promise<void>;
}

/** Follows redirects itself, because each target must be checked before a request is sent to it. */
async function follow(request: Request): Promise<Hop> {
  let { url, reach: limit = "loopback" } = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const hop = await fetchHop(request, { url, limit }).catch((cause: unknown) => {
      const isTooDeep = ownError(cause) instanceof TooDeepError;
      throw isTooDeep && redirects > 0 ? notFollowed(url) : cause;
    });
    if (!REDIRECTS.has(hop.response.status)) return hop;
    await hop.close();
    limit = hop.reach;
    url = redirectTarget(request, {
      from: url,
      location: hop.response.headers.get("location"),
    });
  }
  throw new FetchError(`redirects more than ${MAX_REDIRECTS} times`, {
    remedy: "Use the URL of the file itself.",
  });
}

/** Thrown when a host is further inside the network than the request may go. */
class TooDeepError extends FetchError {
  constructor() {
    super("is in a private network", {
      remedy: "Download the file, and refer to your copy.",
    });
  }
}

/** Sends one request, to one of the IP addresses that have been checked. */
async function fetchHop(
  { conditions, network, signal }: Request,
  { url, limit }: { url: URL; limit: Reach },
): Promise<Hop> {
  if (!isFetchable(url, network)) throw notFetchable();
  const hosts = await network.resolve(url.hostname.replace(/^\[|\]$/g, ""));
  const [host] = hosts;
  if (host === undefined) {
    throw new FetchError("cannot be fetched: its host has no IP address", {
      remedy: "Check the URL.",
    });
  }
  const reach = deepest(hosts);
  if (!isWithin(reach, limit)) throw new TooDeepError();
  // A name such as `localhost` may resolve to another machine.
  if (url.protocol === "http:" && reach !== "loopback" && !network.allowsPlainHttp) {
    throw notFetchable();
  }
  const lookup: LookupFunction = (_, { all }, done) => {
    if (all) done(null, [{ address: host.address, family: host.family }]);
    else done(null, host.address, host.family);
  };
  const agent = new Agent({ connect: { lookup } });
  const close = (): Promise<void> => agent.destroy();
  try {
    const headers = { accept: "application/json, application/yaml, text/yaml, */*", ...conditions };
    const init = { headers, redirect: "manual", signal, dispatcher: agent } as const;
    return { response: await fetch(url, init), reach, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function notFetchable(): FetchError {
  return new FetchError("must be an https URL without a user name or password", {
    remedy: "Use an https URL.",
  });
}

function redirectTarget(
  request: Request,
  { from, location }: { from: URL; location: string | null },
): URL {
  const target =
    location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const isAllowed =
    target !== undefined &&
    isFetchable(target, request.network) &&
    (request.sameOrigin !== true || target.origin === request.url.origin);
  if (isAllowed) return target;
  throw notFollowed(target);
}

function notFollowed(target: URL | undefined): FetchError {
  if (target !== undefined) Object.assign(target, { username: "", password: "" });
  return new FetchError(
    `redirects to ${toLine(target?.href ?? "a missing or invalid URL")}, which is not followed`,
    { remedy: "Use an https URL that serves the file directly." },
  );
}

async function readText(response: Response, { maxBytes }: FetchLimits): Promise<string> {
  const bytes = await readBytes(response, maxBytes);
  let text: string;
  try {
    // Keep a byte order mark: the vendored file must match the served one byte for byte.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FetchError("responds with bytes that are not UTF-8 text", {
      remedy: "Use the URL of an OpenAPI document or a Markdown page.",
      cause,
    });
  }
  const type = response.headers.get("content-type") ?? "";
  if (/^\s*(text\/html|application\/xhtml)/i.test(type) || /^\s*<(!doctype|html)\b/i.test(text)) {
    throw new FetchError("responds with an HTML page", {
      remedy:
        "Use the URL of the raw file or of the page's Markdown version, which often ends in .md.",
    });
  }
  return text;
}

/** Counts the bytes received: `content-length` may be wrong or missing, and the body compressed. */
async function readBytes({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > maxBytes) {
      throw new FetchError(`is larger than ${maxBytes} bytes`, {
        remedy: "Check that the URL is that of an API description.",
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** `fetch` throws a generic error with the actual reason in its `cause`. */
function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}

function ownError(error: unknown): FetchError | undefined {
  return [error, causeOf(error)].find((each) => each instanceof FetchError);
}

function reasonOf(error: unknown): string {
  const cause = causeOf(error);
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
  if (typeof code === "string") return code;
  return toLine(cause instanceof Error ? cause.message : String(cause));
}
