import { SpecError, type SpecPlace } from "../spec-error.ts";
import { mayFollow } from "./address.ts";
import { toLine } from "./to-line.ts";
import { toValidators, type Validators } from "./validators.ts";

/** How much a site may send, and how long it may take. */
export interface FetchLimits {
  /** Of one file, after decompression. Default: 50 MB. */
  readonly maxBytes: number;
  /** For one file in all, redirects and body included. Default: 60 seconds. */
  readonly timeoutInMs: number;
  /** New pages of one provider. Default: 500. */
  readonly maxNewPages: number;
}

/** What `sync` takes at most, and how long it waits. */
export const DEFAULT_LIMITS: FetchLimits = {
  maxBytes: 50_000_000,
  timeoutInMs: 60_000,
  maxNewPages: 500,
};

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** How to fetch one file. */
export interface FetchRequest {
  readonly address: URL;
  readonly fetch: typeof fetch;
  readonly limits: FetchLimits;
  /** Headers of a conditional request; without any, the whole file is asked for. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** Refuse redirects that leave the address's origin. Default: false. */
  readonly sameOrigin?: boolean;
  /** Where a person wrote the address: the place of errors. */
  readonly place: SpecPlace;
}

/** What a site answered. */
export type Fetched =
  | { readonly kind: "text"; readonly text: string; readonly validators: Validators }
  | { readonly kind: "not modified" }
  | { readonly kind: "gone"; readonly status: number };

/**
 * Fetches a text. Nothing but GET is sent, and no credential.
 *
 * @throws SpecError when the site cannot be reached, takes too long, sends too much, redirects where
 * nothing may be fetched, or answers with a status of failure or with no text.
 */
export async function fetchText(request: FetchRequest): Promise<Fetched> {
  const { timeoutInMs } = request.limits;
  const signal = AbortSignal.timeout(timeoutInMs);
  try {
    const response = await follow(request, signal);
    const { status } = response;
    if (status === 200) {
      const text = await readText(response, request);
      const { headers } = response;
      const validators = toValidators({
        etag: headers.get("etag"),
        lastModified: headers.get("last-modified"),
      });
      return { kind: "text", text, validators };
    }
    await response.body?.cancel();
    if (status === 304 && request.conditions !== undefined) return { kind: "not modified" };
    if (status === 404 || status === 410) return { kind: "gone", status };
    throw failure(request, {
      message: `answers with status ${status}`,
      remedy: "Try again later; when it stays so, correct the address.",
    });
  } catch (cause) {
    if (cause instanceof SpecError) throw cause;
    if (signal.aborted) {
      throw failure(request, {
        message: `takes more than ${timeoutInMs / 1000} seconds`,
        remedy: "Try again later.",
        cause,
      });
    }
    throw failure(request, {
      message: `cannot be fetched: ${reasonOf(cause)}`,
      remedy: "Check the address, and whether this machine reaches the site.",
      cause,
    });
  }
}

/** Redirects are followed here, because each target has to be judged before it is asked. */
async function follow(request: FetchRequest, signal: AbortSignal): Promise<Response> {
  let { address } = request;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await request.fetch(address, {
      headers: { ...request.conditions },
      redirect: "manual",
      signal,
    });
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    address = redirectTarget(request, {
      from: address,
      location: response.headers.get("location"),
    });
  }
  throw failure(request, {
    message: `redirects more than ${MAX_REDIRECTS} times`,
    remedy: "Give the address at which the file is.",
  });
}

function redirectTarget(
  request: FetchRequest,
  { from, location }: { from: URL; location: string | null },
): URL {
  const target =
    location !== null && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const isAllowed =
    target !== undefined &&
    mayFollow(from, target) &&
    (request.sameOrigin !== true || target.origin === request.address.origin);
  if (isAllowed) return target;
  if (target !== undefined) Object.assign(target, { username: "", password: "" });
  throw failure(request, {
    message: `redirects to ${toLine(target?.href ?? "no address")}, which is not followed`,
    remedy: "Give an https address at which the file itself is.",
  });
}

async function readText(response: Response, request: FetchRequest): Promise<string> {
  const bytes = await readBytes(response, request);
  let text: string;
  try {
    // A byte order mark is kept: the vendored file is what the site sent, to the byte.
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw failure(request, {
      message: "answers with bytes that are not UTF-8 text",
      remedy: "Give the address of an OpenAPI document or of a Markdown page.",
      cause,
    });
  }
  const type = response.headers.get("content-type") ?? "";
  if (/^\s*(text\/html|application\/xhtml)/i.test(type) || /^\s*<(!doctype|html)\b/i.test(text)) {
    throw failure(request, {
      message: "answers with an HTML page",
      remedy:
        "Give the address of the raw file, or of the page's Markdown, which often ends in .md.",
    });
  }
  return text;
}

/** Counts what arrives: a server may say any length, or none, and compress what is far longer. */
async function readBytes(response: Response, request: FetchRequest): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    const chunk = next.value;
    size += chunk.byteLength;
    if (size > request.limits.maxBytes) {
      await reader?.cancel();
      throw failure(request, {
        message: `answers with more than ${request.limits.maxBytes} bytes`,
        remedy: "Check that it is the address of an API description.",
      });
    }
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function failure(
  { address, place }: FetchRequest,
  { message, remedy, cause }: { message: string; remedy: string; cause?: unknown },
): SpecError {
  return new SpecError(`${toLine(address.href)} ${message}.`, { place, remedy, cause });
}

/** What `fetch` says is only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, "code") : undefined;
  if (typeof code === "string") return code;
  return toLine(cause instanceof Error ? cause.message : String(cause));
}
