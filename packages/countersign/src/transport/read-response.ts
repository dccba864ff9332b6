import type { CallInfo } from "../errors/call-info.ts";
import { parseJson } from "./parse-json.ts";

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
 * @throws what `parseJson` throws.
 */
export async function readResponse(
  response: Response,
  call: CallInfo,
  parseAs: Exclude<ParseAs, "events">,
): Promise<ParsedBody> {
  const { ok, status } = response;
  if (call.method === "HEAD" || status === 204) return {};
  if (ok && parseAs !== "json") {
    return { data: parseAs === "stream" ? response.body : await response[parseAs]() };
  }
  if (ok && isEventStream(response)) {
    await response.body?.cancel();
    throw new SyntaxError("an event stream");
  }
  const text = await response.text();
  if (text === "") return {};
  if (ok) return { data: parseJson(text, call, response) };
  try {
    return { error: parseJson(text, call, response) };
  } catch {
    return { error: text };
  }
}

/** Returns whether the body of a response consists of server-sent events. */
export function isEventStream({ headers }: Response): boolean {
  return /^text\/event-stream\s*(;|$)/i.test(headers.get("content-type") ?? "");
}
