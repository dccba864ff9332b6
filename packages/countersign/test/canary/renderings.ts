import { inspect } from "node:util";

/** Returns strings in each encoding that they may have in a client. */
export function encodingsOf(strings: readonly string[]): string[] {
  return strings.flatMap((string) => {
    const hex = Buffer.from(string).toString("hex");
    return [
      string,
      ...[0, 1, 2].flatMap((offset) => withinBase64(string, offset)),
      hex,
      hex.toUpperCase(),
      encodeURIComponent(string),
      hex.replace(/../g, "%$&"),
      JSON.stringify(string).slice(1, -1),
    ];
  });
}

/** A string in base64 and base64url at an offset in bytes, without the characters that depend on adjacent bytes. */
function withinBase64(string: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(string)]);
  const whole = bytes.subarray(offset === 0 ? 0 : 3, Math.floor(bytes.length / 3) * 3);
  // What remains of a short string could match by chance.
  return whole.length < 6 ? [] : [whole.toString("base64"), whole.toString("base64url")];
}

/** Returns every form in which a logger may print an error. */
export function renderingsOf(error: unknown): string {
  const parts = [
    String(error),
    inspect(error, { depth: 10 }),
    inspect(error, { depth: 10, showHidden: true }),
    JSON.stringify(error),
  ];
  if (error instanceof Error) {
    parts.push(error.message, error.stack ?? "", JSON.stringify({ ...error }));
    if (error.cause !== undefined) parts.push(renderingsOf(error.cause));
  }
  return parts.join("\n");
}
