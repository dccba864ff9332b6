/**
 * The words of a message up to the first that may be a value: one with a capital letter, a digit or a sign. Codes such as
 * ECONNREFUSED are no values.
 */
const WORDS = /^[A-Z]?([a-z-]+|E[A-Z]+)( ([a-z-]+|E[A-Z]+))*(?!\S)/;

/**
 * Returns a copy of an error of `fetch` that has only `name`, `code`, the first words of `message`, and a `cause` of the
 * same kind: platforms and libraries put URLs, headers, bodies and the bytes of a response into their errors. Undefined
 * for what is not an error, or throws when it is read.
 */
export function safeCause(error: unknown, depth = 9): Error | undefined {
  try {
    const { name, message, code, cause } = error as Error & { code?: unknown };
    if (typeof message !== "string") return undefined;
    const inner = depth > 0 ? safeCause(cause, depth - 1) : undefined;
    const safe = new Error(WORDS.exec(message)?.[0], inner && { cause: inner });
    const kind = identifier(name) ?? "Error";
    const known = identifier(code);
    // Its own stack would say where the copy was made.
    const shown = { name: kind, stack: `${kind}: ${safe.message}` };
    return Object.assign(safe, shown, known && { code: known });
  } catch {
    return undefined;
  }
}

function identifier(value: unknown): string | undefined {
  return /^\w+$/.exec(String(value ?? ""))?.[0];
}
