import type { CallInfo } from "../errors/call-info.ts";
import { parseJson } from "./parse-json.ts";
import { quietly } from "./quietly.ts";

/**
 * How to read the response body. The caller must read or cancel a `stream`: timeouts end with the headers, but the
 * caller's signal aborts the stream at any time. The same holds for `events`, the server-sent events of an
 * operation whose document declares them.
 */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream" | "events";

/** A response body: `data` of a 2xx response, `error` of any other; neither if it is empty. */
export interface ParsedBody {
  readonly data?: unknown;
  readonly error?: unknown;
}

/**
 * Returns a response's body. An error's body is parsed if it is JSON that `parseJson` can parse, otherwise a string.
 *
 * @throws SyntaxError if a 2xx body should be JSON but is not. An event stream, which may never end, is not read.
 * @throws RangeError if a body is too large.
 * @throws what `parseJson` throws.
 */
export async function readResponse(
  response: Response,
  {
    call,
    ...options
  }: {
    call: CallInfo;
    /** What is left of `events` is read as JSON. */
    parseAs: ParseAs;
    /** Largest body to read as JSON or as text, decoded; 0 for no limit. */
    maxResponseBytes: number;
  },
): Promise<ParsedBody> {
  const { ok, status } = response;
  const parseAs = ok ? options.parseAs : "json";
  if (call.method === "HEAD" || status === 204) return {};
  if (parseAs === "stream") return { data: response.body };
  if (parseAs === "blob" || parseAs === "arrayBuffer") return { data: await response[parseAs]() };
  if (ok && parseAs === "json" && isEventStream(response)) {
    discard(response);
    throw new SyntaxError("an event stream");
  }
  const text = await readText(response, options);
  if (parseAs === "text") return { data: text };
  if (text === "") return {};
  if (ok) return { data: parseJson(text, call, response) };
  try {
    return { error: parseJson(text, call, response) };
  } catch {
    return { error: text };
  }
}

/** Reads a body as UTF-8, counting its bytes after decompression, which no header states. */
async function readText(
  response: Response,
  { maxResponseBytes: max }: { maxResponseBytes: number },
): Promise<string> {
  // A body of another library, such as node-fetch, may be a stream of Node's.
  const reader = response.body?.getReader?.();
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (max && bytes > max) {
      quietly(() => reader.cancel());
      throw new RangeError();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Discards the body of a response, so that its connection is free. */
export function discard(response: Response): void {
  quietly(() => response.body?.cancel());
}

/** Returns whether the body of a response consists of server-sent events. */
export function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(headers.get("content-type") ?? "");
}
