import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { Webhooks } from "../vocabulary/vocabulary.ts";
import { isSame, namesIn } from "./message-names.ts";

type Signature = NonNullable<Webhooks["signature"]>;

/**
 * Returns how deliveries are identified and authenticated, or undefined if the document does not declare it. Collects
 * what a receiver lacks: it would accept forged or replayed deliveries, or none at all.
 */
export function toWebhooks(root: Cursor, problems: ProblemCollector): Webhooks | undefined {
  const cursor = root.at("x-countersign-webhooks");
  // The vocabulary's schema has validated this node, and Webhooks is that schema as a type.
  const webhooks = cursor.value as Webhooks | undefined;
  const signature = webhooks?.signature;
  if (webhooks === undefined || signature === undefined) return webhooks;
  const checks = [
    () => assertLocations(cursor, webhooks, signature),
    () => assertSeparable(cursor.at("signature"), signature),
    () => assertCovered(cursor.at("signature"), signature),
  ];
  problems.attemptEach(checks, (check) => check());
  return webhooks;
}

/** Checks that each value has one location, and that no two share a location. */
function assertLocations(cursor: Cursor, { id, token }: Webhooks, signature: Signature): void {
  const { header, value = "", timestamp } = signature;
  if (token !== undefined) {
    cursor
      .at("token")
      .fail(
        "Deliveries have both `signature` and `token`.",
        "Keep the one that the provider sends.",
      );
  }
  const time = cursor.at("signature").at("timestamp");
  if (timestamp !== undefined && value.includes("{timestamp}")) {
    time.fail("The timestamp is declared twice.", "Keep `timestamp`, or {timestamp} in `value`.");
  }
  const others: [string | undefined, Cursor][] = [
    [timestamp?.header, time.at("header")],
    [id !== undefined && "header" in id ? id.header : undefined, cursor.at("id").at("header")],
  ];
  for (const [name, location] of others) {
    if (isSame(name, header)) {
      location.fail(`The header ${name} is declared twice.`, "Give each value its own header.");
    }
  }
}

/** The characters of an encoded signature, without the other parts of `value`. */
const ALPHABETS = { hex: /^[0-9a-f]+$/, base64: /^[\w+/=]+$/, base64url: /^[\w-]+$/ };

/** HTTP joins repeated headers with a comma and a space, so these separate signatures as well. */
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
        "`valueSeparator` is ambiguous: it can occur in what it separates.",
        "Use a string that occurs neither in `value` nor in a signature.",
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
      .fail(`The signature covers its own header, ${header}.`, `Remove {header:${header}}.`);
  }
  const inValue = value.includes("{timestamp}");
  const isSent = inValue || timestamp !== undefined;
  const isCovered = has("{timestamp}") || signed.some((name) => isSame(name, timestamp?.header));
  if (isCovered && !isSent) {
    cursor
      .at("message")
      .fail(
        "{timestamp} is used, but nothing declares where it is.",
        "Add `timestamp`, or put {timestamp} in `value`.",
      );
  }
  // Otherwise an attacker could replay an old delivery with a new timestamp.
  if (isSent && !isCovered) {
    cursor
      .at(inValue ? "value" : "timestamp")
      .fail("The signature does not cover the timestamp.", "Put {timestamp} in `message`.");
  }
}
