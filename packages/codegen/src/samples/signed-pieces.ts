import type { Hmac } from "@countersign/spec/vocabulary";

/** A piece of a signed message or header value: literal text, or a token with the argument after its colon. */
export type SignedPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: SignedToken; readonly argument: string };

/** The tokens that a signed message or header value can contain. */
export type SignedToken =
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
  | "credential"
  | "signature";

/** Returns the pieces of a signed message in order, separators included. */
export function signedPieces({ message, separator = "" }: Hmac): SignedPiece[] {
  const between: SignedPiece[] = separator === "" ? [] : [{ kind: "text", text: separator }];
  return message.flatMap((part, index) => [...(index > 0 ? between : []), ...piecesOf(part)]);
}

/** Returns the pieces of the value of a signature header. */
export function valuePieces({ value = "{signature}" }: Hmac): SignedPiece[] {
  return piecesOf(value);
}

function piecesOf(template: string): SignedPiece[] {
  // The capturing group keeps the tokens: text is at even positions, tokens at odd ones.
  return template.split(/(\{[^{}]+\})/).flatMap((piece, position): SignedPiece[] => {
    if (position % 2 === 0) return piece === "" ? [] : [{ kind: "text", text: piece }];
    const [kind = "", argument = ""] = piece.slice(1, -1).split(/:(.*)/s);
    // The vocabulary's schema has validated it.
    return [{ kind: kind as SignedToken, argument }];
  });
}
