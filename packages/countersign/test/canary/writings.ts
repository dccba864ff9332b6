import { inspect } from "node:util";

/** Returns texts in each of the encodings in which they could pass through a client. */
export function encodingsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => [
    text,
    Buffer.from(text).toString("base64").replace(/=+$/, ""),
    Buffer.from(text).toString("base64url"),
    Buffer.from(text).toString("hex"),
    encodeURIComponent(text),
  ]);
}

/** Returns everything that a logger could make of an error. */
export function writingsOf(error: unknown): string {
  const parts = [String(error), inspect(error, { depth: 10 }), JSON.stringify(error)];
  if (error instanceof Error) {
    parts.push(error.message, error.stack ?? "", JSON.stringify({ ...error }));
    if (error.cause !== undefined) parts.push(writingsOf(error.cause));
  }
  return parts.join("\n");
}
