import type { LookupFunction } from "node:net";
import { Agent, fetch, type Response } from "undici";
import { toLine } from "../problem/to-line.ts";
import { isFetchable } from "./address.ts";
import { deepest, isWithin, NETWORK, type Network, type Reach } from "./network.ts";
import { toValidators, type Validators } from "./validators.ts";

/** How much a site may send, and how long it may take. */
export interface FetchLimits {
  /** Of one file, after decompression. Default: 50 MB. */
  readonly maxBytes: number;
  /** For one file, redirects and body included. Default: 60 seconds. */
  readonly timeoutInMs: number;
}

/** What fetching takes at most, and how long it waits. */
export const DEFAULT_LIMITS: FetchLimits = { maxBytes: 50_000_000, timeoutInMs: 60_000 };

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How to fetch a file. */
export interface FetchOptions {
  /**
   * How far inside the network the first address may be. An address that a person wrote may be anywhere,
   * one that a document names on the public internet alone. Default: `loopback`, which is anywhere.
   */
  readonly reach?: Reach;
  readonly limits?: Partial<FetchLimits>;
  /** Headers of a conditional request; without any, the whole file is asked for. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** Refuse redirects that leave the address's origin. Default: false. */
  readonly sameOrigin?: boolean;
  /** Default: that of this machine. */
  readonly network?: Network;
}

/** What a site responded. */
export type Fetched =
  | { readonly kind: "text"; readonly text: string; readonly validators: Validators }
  | { readonly kind: "not modified" }
  | { readonly kind: "gone"; readonly status: number };

/** Why a file cannot be fetched: `redirects more than 5 times`, to follow the address or "it". */
export class FetchError extends Error {
  override readonly name = "FetchError";
  /** What a person does about it: one imperative sentence. */
  readonly remedy: string;

  constructor(message: string, { remedy, cause }: { remedy: string; cause?: unknown }) {
    super(message, { cause });
    this.remedy = remedy;
  }
}

interface Request extends Omit<FetchOptions, "limits"> {
  readonly address: URL;
  readonly limits: FetchLimits;
  readonly network: Network;
  readonly signal: AbortSignal;
}

/**
 * Fetches a text. Nothing but GET is sent, and no credential.
 *
 * A redirect never leads further inside the network than where it comes from: a public site must not make
 * this machine ask a private one for it. The addresses of a host are looked up once, judged, and
 * connected to: a name that changes its address a moment later changes nothing.
 *
 * @throws FetchError when the site cannot be reached, takes too long, sends too much, redirects where
 * nothing may be fetched, or responds with a status of failure or with no text.
 */
export async function fetchText(address: URL, options: FetchOptions = {}): Promise<Fetched> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const signal = AbortSignal.timeout(limits.timeoutInMs);
  const request = { network: NETWORK, ...options, address, limits, signal };
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
      remedy: "Check the address, and whether this machine reaches the site.",
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
    throw new FetchError(`answers with status ${status}`, {
      remedy: "Try again later; when it stays so, correct the address.",
    });
  } finally {
    await close();
  }
}

/** A response, and what ends its connection. */
interface Hop {
  readonly response: Response;
  readonly reach: Reach;
  readonly close: () => Promise<void>;
}

/** Redirects are followed here, because each target has to be judged before it is asked. */
async function follow(request: Request): Promise<Hop> {
  let { address, reach: limit = "loopback" } = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const hop = await ask(request, { address, limit }).catch((cause: unknown) => {
      const isTooDeep = ownError(cause) instanceof TooDeepError;
      throw isTooDeep && redirects > 0 ? notFollowed(address) : cause;
    });
    if (!REDIRECTS.has(hop.response.status)) return hop;
    await hop.close();
    limit = hop.reach;
    address = redirectTarget(request, {
      from: address,
      location: hop.response.headers.get("location"),
    });
  }
  throw new FetchError(`redirects more than ${MAX_REDIRECTS} times`, {
    remedy: "Give the address at which the file is.",
  });
}

/** The host is further inside the network than the request may go. */
class TooDeepError extends FetchError {
  constructor() {
    super("is in a private network", {
      remedy: "Download the file, and refer to the copy.",
    });
  }
}

/** Asks one address, at one of the IP addresses that were judged. */
async function ask(
  { conditions, network, signal }: Request,
  { address, limit }: { address: URL; limit: Reach },
): Promise<Hop> {
  if (!isFetchable(address, network)) throw notFetchable();
  const hosts = await network.resolve(address.hostname.replace(/^\[|\]$/g, ""));
  const [host] = hosts;
  if (host === undefined) {
    throw new FetchError("cannot be fetched: its host has no address", {
      remedy: "Check the address.",
    });
  }
  const reach = deepest(hosts);
  if (!isWithin(reach, limit)) throw new TooDeepError();
  // A name of this machine may lead elsewhere.
  if (address.protocol === "http:" && reach !== "loopback" && !network.allowsPlainHttp) {
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
    return { response: await fetch(address, init), reach, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function notFetchable(): FetchError {
  return new FetchError("is not an https address without a user name", {
    remedy: "Give an https address.",
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
    (request.sameOrigin !== true || target.origin === request.address.origin);
  if (isAllowed) return target;
  throw notFollowed(target);
}

function notFollowed(target: URL | undefined): FetchError {
  if (target !== undefined) Object.assign(target, { username: "", password: "" });
  return new FetchError(
    `redirects to ${toLine(target?.href ?? "no address")}, which is not followed`,
    { remedy: "Give an https address at which the file itself is." },
  );
}

async function readText(response: Response, { maxBytes }: FetchLimits): Promise<string> {
  const bytes = await readBytes(response, maxBytes);
  let text: string;
  try {
    // A byte order mark is kept: the vendored file is what the site sent, to the byte.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new FetchError("answers with bytes that are not UTF-8 text", {
      remedy: "Give the address of an OpenAPI document or of a Markdown page.",
      cause,
    });
  }
  const type = response.headers.get("content-type") ?? "";
  if (/^\s*(text\/html|application\/xhtml)/i.test(type) || /^\s*<(!doctype|html)\b/i.test(text)) {
    throw new FetchError("answers with an HTML page", {
      remedy:
        "Give the address of the raw file, or of the page's Markdown, which often ends in .md.",
    });
  }
  return text;
}

/** Counts what arrives: a server may say any length, or none, and compress what is far longer. */
async function readBytes({ body }: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > maxBytes) {
      throw new FetchError(`answers with more than ${maxBytes} bytes`, {
        remedy: "Check that it is the address of an API description.",
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** What `fetch` throws is only that it failed; why stands in the cause. */
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
