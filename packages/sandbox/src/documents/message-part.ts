/** What a token of a signed message stands for, or `text` for what is written out. */
export type MessageToken =
  | "text"
  | "method"
  | "path"
  | "query"
  | "host"
  | "body"
  | "bodyHash"
  | "timestamp"
  | "nonce"
  | "header"
  | "credential";

/** A token, or a piece of text, of a message part. */
export interface MessageSegment {
  readonly token: MessageToken;
  /** The text itself; the name in `{header:Name}` and `{credential:name}`; otherwise empty. */
  readonly argument: string;
}

/** One entry of `message`: tokens and text in a row. */
export type MessagePart = readonly MessageSegment[];

const PLAIN: readonly MessageToken[] = [
  "method",
  "path",
  "query",
  "host",
  "body",
  "bodyHash",
  "timestamp",
  "nonce",
];
const NAMED: readonly MessageToken[] = ["header", "credential"];

/** Reads an entry of `message` such as `{method}` or `v1:{header:X-Time}`; undefined if unknown. */
export function parseMessagePart(template: string): MessagePart | undefined {
  const segments: MessageSegment[] = [];
  for (const piece of template.split(/(\{[^{}]*\})/).filter((text) => text !== "")) {
    const segment = piece.startsWith("{") ? parseToken(piece.slice(1, -1)) : parseText(piece);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}

function parseToken(inside: string): MessageSegment | undefined {
  const colon = inside.indexOf(":");
  const name = colon === -1 ? inside : inside.slice(0, colon);
  const argument = colon === -1 ? "" : inside.slice(colon + 1);
  const token = (argument === "" ? PLAIN : NAMED).find((known) => known === name);
  return token === undefined ? undefined : { token, argument };
}

function parseText(piece: string): MessageSegment | undefined {
  return /[{}]/.test(piece) ? undefined : { token: "text", argument: piece };
}
