/** A request whose words an error must not show. */
export interface SentRequest {
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** What a message quotes: everything from a quotation mark on, and whatever looks like a URL, a path or an email address. */
const QUOTED = /(?<!\w)["'`].*|\S*[/@=?&%]\S*/gs;

/**
 * Returns a copy of an error of `fetch` with only `name`, `message`, `code` and a `cause` of the same kind. The message
 * has no quotations and no words of the request: platforms and libraries put URLs, headers, bodies and the bytes of a
 * response into their errors. Undefined for what is not an object, or throws when it is read.
 */
export function safeCause(error: unknown, sent?: SentRequest): Error | undefined {
  try {
    const words = sent && wordsOf(sent);
    const clean = (text: unknown): string =>
      String(text)
        .slice(0, 500)
        .replace(QUOTED, "…")
        .replace(/[\p{L}\p{N}]{4,}/gu, (word) =>
          words?.includes(word.toLowerCase()) ? "…" : word,
        );
    const copy = (from: unknown, depth: number): Error | undefined => {
      if (typeof from !== "object" || from === null || depth > 9) return undefined;
      const { name, message, code, cause }: Partial<Error> & { code?: unknown } = from;
      const safe = new Error(clean(message ?? ""), { cause: copy(cause, depth + 1) });
      return Object.assign(
        safe,
        { name: clean(name) },
        code !== undefined && { code: clean(code) },
      );
    };
    return copy(error, 0);
  } catch {
    return undefined;
  }
}

/** Without the origin: that a host is not found says nothing about a person. */
function wordsOf({ url, headers, body }: SentRequest): string {
  const { pathname, search } = new URL(url);
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  return [pathname, search, ...headers.values(), text].join("\n").toLowerCase();
}
