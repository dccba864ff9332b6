import { inspect } from "node:util";

/** Returns texts in each of the encodings in which they could pass through a client. */
export function encodingsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const hex = Buffer.from(text).toString("hex");
    return [
      text,
      ...[0, 1, 2].flatMap((before) => withinBase64(text, before)),
      hex,
      hex.toUpperCase(),
      encodeURIComponent(text),
      hex.replace(/../g, "%$&"),
      JSON.stringify(text).slice(1, -1),
    ];
  });
}

/** A text in base64 and base64url as it stands behind so many bytes, without the characters that it shares with others. */
function withinBase64(text: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const whole = bytes.subarray(before === 0 ? 0 : 3, Math.floor(bytes.length / 3) * 3);
  // Of a short text too little is left to be told from chance.
  return whole.length < 6 ? [] : [whole.toString("base64"), whole.toString("base64url")];
}

/** Returns everything that a logger could make of an error. */
export function writingsOf(error: unknown): string {
  const parts = [
    String(error),
    inspect(error, { depth: 10 }),
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify(error),
  ];
  if (error instanceof Error) {
    parts.push(error.message, error.stack ?? "", JSON.stringify({ ...error }));
    if (error.cause !== undefined) parts.push(writingsOf(error.cause));
  }
  return parts.join("\n");
}
