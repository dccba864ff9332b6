import type { WebhookSignature } from "../provider.ts";
import { concat, utf8 } from "../signing/encoding.ts";
import { webHash } from "../signing/mac.ts";

/** Where the message's tokens get their values from. */
export interface DeliveryParts {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The time of signing as it is sent; empty where the scheme has none. */
  readonly timestamp: string;
  /** Returns a header of the delivery. */
  readonly header: (name: string) => string;
}

/**
 * Returns the bytes that go under the MAC: the parts of the message with every token replaced, joined
 * by the separator.
 */
export function deliveryMessage(
  { message, separator }: WebhookSignature,
  parts: DeliveryParts,
): Uint8Array<ArrayBuffer> {
  // The capturing group keeps the tokens: texts stand at even positions, tokens at odd ones.
  const pieces = message.join(separator).split(/\{([^{}]+)\}/);
  return concat(
    pieces.map((piece, index) => (index % 2 === 0 ? utf8(piece) : tokenBytes(piece, parts))),
  );
}

/** Returns the signature of a message as the header writes it. */
export async function deliverySignature(
  signature: WebhookSignature,
  key: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<string> {
  return webHash.hmac(signature.algorithm, key, message, signature.encoding);
}

function tokenBytes(token: string, { body, timestamp, header }: DeliveryParts): Uint8Array {
  if (token === "body") return body;
  if (token === "timestamp") return utf8(timestamp);
  // The generator lets nothing else into a delivery's message than a header; any other is missing.
  return utf8(header(token.replace("header:", "")));
}
