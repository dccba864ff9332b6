import type { WebhookSignature } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { concat, utf8 } from "../signing/encoding.ts";
import { webHash } from "../signing/mac.ts";
import { type FindHeader, requiredHeader } from "./delivery.ts";

/** Where the message's tokens get their values from. */
export interface DeliveryParts {
  readonly body: Bytes;
  /** The time of signing as it is sent; undefined where the scheme has none. */
  readonly timestamp: string | undefined;
  readonly find: FindHeader;
}

/**
 * Returns the bytes that go under the MAC: the parts of the message with every token replaced, joined
 * by the separator.
 *
 * @throws what `requiredHeader` throws.
 */
export function deliveryMessage(
  { message, separator }: WebhookSignature,
  { body, timestamp = "", find }: DeliveryParts,
): Bytes {
  // The capturing group keeps the tokens: texts stand at even positions, tokens at odd ones.
  const pieces = message.join(separator).split(/\{([^{}]+)\}/);
  return concat(
    pieces.map((piece, index) => {
      if (index % 2 === 0) return utf8(piece);
      if (piece === "body") return body;
      // The generator lets nothing else into a delivery's message than a header; any other is missing.
      return utf8(
        piece === "timestamp" ? timestamp : requiredHeader(find, piece.replace("header:", "")),
      );
    }),
  );
}

/** Returns the signature of a message as the header writes it. */
export async function deliverySignature(
  { algorithm, encoding }: WebhookSignature,
  key: Bytes,
  message: Bytes,
): Promise<string> {
  return webHash.hmac(algorithm, key, message, encoding);
}
