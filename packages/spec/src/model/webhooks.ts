import type { Cursor } from "../openapi/cursor.ts";
import type { Webhooks } from "../vocabulary/vocabulary.ts";
import { isSame, namesIn } from "./message-names.ts";

type Signature = NonNullable<Webhooks["signature"]>;

/**
 * Returns how deliveries are told apart and authenticated; undefined when the document does not say.
 *
 * @throws SpecError when the signature leaves out what a receiver goes by, so that a forged or late delivery
 * would be taken for a good one, or none ever would.
 */
export function toWebhooks(root: Cursor): Webhooks | undefined {
  const cursor = root.at("x-countersign-webhooks");
  // The vocabulary's schema has accepted this node, and Webhooks is that schema as a type.
  const webhooks = cursor.value as Webhooks | undefined;
  if (webhooks?.signature !== undefined) {
    assertLocations(cursor, webhooks, webhooks.signature);
    assertSeparable(cursor.at("signature"), webhooks.signature);
    assertCovered(cursor.at("signature"), webhooks.signature);
  }
  return webhooks;
}

/** Each thing stands in one place, and no two in the same. */
function assertLocations(cursor: Cursor, { id, token }: Webhooks, signature: Signature): void {
  const { header, value = "", timestamp } = signature;
  if (token !== undefined) {
    cursor
      .at("token")
      .fail("Deliveries have both `signature` and `token`.", "Keep what the provider sends.");
  }
  const time = cursor.at("signature").at("timestamp");
  if (timestamp !== undefined && value.includes("{timestamp}")) {
    time.fail(
      "The timestamp stands in two places.",
      "Keep `timestamp`, or {timestamp} in `value`.",
    );
  }
  const others: [string | undefined, Cursor][] = [
    [timestamp?.header, time.at("header")],
    [id !== undefined && "header" in id ? id.header : undefined, cursor.at("id").at("header")],
  ];
  for (const [name, location] of others) {
    if (isSame(name, header)) {
      location.fail(`The header ${name} is named twice.`, "Give each value a header of its own.");
    }
  }
}

/** What a signature's text is made of, besides what `value` has. */
const ALPHABETS = { hex: /^[0-9a-f]+$/, base64: /^[\w+/=]+$/, base64url: /^[\w-]+$/ };

/** A header that came twice is joined by a comma and a space, which separate signatures as well. */
function assertSeparable(
  cursor: Cursor,
  { value = "", valueSeparator, encoding }: Signature,
): void {
  if (valueSeparator === undefined) return;
  const isWithin = [valueSeparator, ", "].some((text) => value.includes(text));
  if (isWithin || ALPHABETS[encoding].test(valueSeparator)) {
    cursor
      .at("valueSeparator")
      .fail(
        "`valueSeparator` cannot be told from what it separates.",
        "Give a text that occurs neither in `value` nor in a signature.",
      );
  }
}

function assertCovered(
  cursor: Cursor,
  { message, value = "", header, timestamp }: Signature,
): void {
  const signed = namesIn(cursor, "header").map(([name]) => name);
  const has = (token: string): boolean => message.some((part) => part.includes(token));
  if (!has("{body}")) {
    cursor.at("message").fail("The message does not cover the body.", "Add {body}.");
  }
  if (signed.some((name) => isSame(name, header))) {
    cursor
      .at("message")
      .fail(`The header ${header} would have to sign itself.`, `Remove {header:${header}}.`);
  }
  const inValue = value.includes("{timestamp}");
  const isSent = inValue || timestamp !== undefined;
  const isCovered = has("{timestamp}") || signed.some((name) => isSame(name, timestamp?.header));
  if (isCovered && !isSent) {
    cursor
      .at("message")
      .fail(
        "{timestamp} is used, but nothing says where it stands.",
        "Give `timestamp`, or put {timestamp} into `value`.",
      );
  }
  // Whoever has an old delivery could otherwise put a new time beside it.
  if (isSent && !isCovered) {
    cursor
      .at(inValue ? "value" : "timestamp")
      .fail("The signature does not cover the timestamp.", "Put {timestamp} into `message`.");
  }
}
