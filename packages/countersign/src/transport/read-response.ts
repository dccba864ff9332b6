/**
 * How to read the response body. The caller must read or cancel a `stream`: timeouts end with the headers, but the
 * caller's signal aborts the stream at any time.
 */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** A response body: `data` of a 2xx response, `error` of any other; neither if it is empty. */
export interface ParsedBody {
  readonly data?: unknown;
  readonly error?: unknown;
}

/**
 * Returns a response's body. An error's body is parsed if it is JSON, otherwise a string.
 *
 * @throws SyntaxError if a 2xx body should be JSON but is not.
 */
export async function readResponse(
  response: Response,
  method: string,
  parseAs: ParseAs,
): Promise<ParsedBody> {
  const { ok, status } = response;
  if (method === "HEAD" || status === 204) return {};
  if (ok && parseAs !== "json") {
    return { data: parseAs === "stream" ? response.body : await response[parseAs]() };
  }
  const text = await response.text();
  if (text === "") return {};
  if (ok) return { data: JSON.parse(text) };
  try {
    return { error: JSON.parse(text) };
  } catch {
    return { error: text };
  }
}
