/**
 * How the body of an answer is read. A `stream` is the caller's to read or to cancel: the attempt's limit ends
 * with the headers, the caller's signal breaks it off at any time.
 */
export type ParseAs = "json" | "text" | "blob" | "arrayBuffer" | "stream";

/** The body of an answer: of one that is 2xx `data`, of others `error`; neither where it is empty. */
export interface ParsedBody {
  readonly data?: unknown;
  readonly error?: unknown;
}

/**
 * Returns an answer's body. That of an error is parsed where it is JSON, and is text where it is not.
 *
 * @throws SyntaxError where a success should be JSON and is not.
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
