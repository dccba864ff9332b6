import type { Hmac } from "@countersign/spec/vocabulary";

/** A piece of a signed message or of a header's value: a text, or a token with what stands behind its colon. */
export type SignedPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: SignedToken; readonly argument: string };

/** What a signed message, or the value with its signature, can hold besides text. */
export type SignedToken =
  | "method"
  | "path"
  | "query"
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

/** Returns the pieces of the value of a signature's header. */
export function valuePieces({ value = "{signature}" }: Hmac): SignedPiece[] {
  return piecesOf(value);
}

function piecesOf(template: string): SignedPiece[] {
  // The capturing group keeps the tokens: texts stand at even positions, tokens at odd ones.
  return template.split(/(\{[^{}]+\})/).flatMap((piece, position): SignedPiece[] => {
    if (position % 2 === 0) return piece === "" ? [] : [{ kind: "text", text: piece }];
    const [kind = "", argument = ""] = piece.slice(1, -1).split(/:(.*)/s);
    // The vocabulary's schema has accepted it.
    return [{ kind: kind as SignedToken, argument }];
  });
}
