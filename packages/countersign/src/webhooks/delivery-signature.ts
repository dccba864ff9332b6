import type { WebhookSignature } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { concat, utf8 } from "../signing/encoding.ts";
import { webHash } from "../signing/mac.ts";
import { type FindHeader, requiredHeader } from "./delivery.ts";

/** Values of the message's tokens. */
export interface DeliveryParts {
  readonly body: Bytes;
  /** The signing time, as sent; undefined if the scheme has none. */
  readonly timestamp: string | undefined;
  readonly find: FindHeader;
}

/**
 * Returns the input of the MAC: the parts of the message with every token replaced, joined by the separator.
 *
 * @throws what `requiredHeader` throws.
 */
export function deliveryMessage(
  { message, separator }: Pick<WebhookSignature, "message" | "separator">,
  { body, timestamp = "", find }: DeliveryParts,
): Bytes {
  // The capturing group keeps the tokens: literals are at even positions, tokens at odd ones.
  const pieces = message.join(separator).split(/\{([^{}]+)\}/);
  return concat(
    pieces.map((piece, index) => {
      if (index % 2 === 0) return utf8(piece);
      if (piece === "body") return body;
      // The generator allows no other token than a header; a hand-written table gets "header missing".
      return utf8(
        piece === "timestamp" ? timestamp : requiredHeader(find, piece.replace(/^header:/, "")),
      );
    }),
  );
}

/** Returns the encoded signature of a message. */
export async function deliverySignature(
  { algorithm, encoding }: Pick<WebhookSignature, "algorithm" | "encoding">,
  key: Bytes,
  message: Bytes,
): Promise<string> {
  return webHash.hmac(algorithm, key, message, encoding);
}
