/** A token of a signed message, or `literal` for anything between tokens. */
export type MessageToken =
  | "literal"
  | "method"
  | "path"
  | "pathParameter"
  | "query"
  | "queryString"
  | "host"
  | "body"
  | "bodyHash"
  | "timestamp"
  | "nonce"
  | "header"
  | "credential";

/** A token or a literal of a message part. */
export interface MessageSegment {
  readonly token: MessageToken;
  /** The literal itself; the name after a token's colon, as in `{header:Name}`; otherwise empty. */
  readonly argument: string;
}

/** One entry of `message`: a sequence of tokens and literals. */
export type MessagePart = readonly MessageSegment[];

const TOKENS: readonly MessageToken[] = [
  ...(["method", "path", "pathParameter", "query", "queryString"] as const),
  ...(["host", "body", "bodyHash"] as const),
  ...(["timestamp", "nonce", "header", "credential"] as const),
];

/** Parses an entry of `message` such as `{method}` or `v1:{header:X-Time}`. */
export function parseMessagePart(template: string): MessagePart {
  return template
    .split(/(\{[^{}]*\})/)
    .filter((piece) => piece !== "")
    .map((piece) =>
      piece.startsWith("{")
        ? parseToken(piece.slice(1, -1))
        : { token: "literal", argument: piece },
    );
}

function parseToken(inside: string): MessageSegment {
  const [name, argument = ""] = inside.split(/:(.*)/s);
  const token = TOKENS.find((known) => known === name);
  // The vocabulary's schema lists the same tokens.
  if (token === undefined) throw new Error(`{${inside}} is not a valid message token`);
  return { token, argument };
}
