import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { DeliveryLocation, WebhookSignature, Webhooks } from "../vocabulary/vocabulary.ts";
import { isSame, namesIn } from "./message-names.ts";

/** A signature by a secret or by a private key. */
type Signature = Pick<
  WebhookSignature,
  "header" | "pointer" | "message" | "value" | "valueSeparator" | "encoding" | "timestamp"
>;

/**
 * Returns how deliveries are identified and authenticated, or undefined if the document does not declare it. Collects
 * what a receiver lacks: it would accept forged or replayed deliveries, or none at all.
 */
export function toWebhooks(root: Cursor, problems: ProblemCollector): Webhooks | undefined {
  const cursor = root.at("x-countersign-webhooks");
  // The vocabulary's schema has validated this node, and Webhooks is that schema as a type.
  const webhooks = cursor.value as Webhooks | undefined;
  if (webhooks === undefined) return undefined;
  const checks = [
    () => assertOneScheme(cursor, webhooks),
    () => assertBodyField(cursor, webhooks),
    () => assertFields(locationsOf(cursor, ["event", "id"]), webhooks),
  ];
  const { signature, asymmetric } = webhooks;
  if (signature !== undefined) {
    const own = cursor.at("signature");
    checks.push(
      () => assertOneLocation(own, signature),
      () => assertLocations(cursor, webhooks, { own, ...signature }),
      () => assertAlgorithms(own, signature),
      () => assertFields([...locationsOf(own, ["timestamp"]), ...signedFields(own)], webhooks),
      () => assertSortable(own, webhooks, signature),
      () => assertSeparable(own, signature),
      () => assertCovered(own, signature),
    );
  }
  if (asymmetric?.kind === "detached") {
    const own = cursor.at("asymmetric");
    checks.push(
      () => assertLocations(cursor, webhooks, { own, ...asymmetric }),
      () => assertSeparable(own, asymmetric),
      () => assertCovered(own, asymmetric),
    );
  }
  problems.attemptEach(checks, (check) => check());
  return webhooks;
}

/** Checks that there are not two ways to authenticate a delivery. */
function assertOneScheme(cursor: Cursor, webhooks: Webhooks): void {
  const [one, other] = (["signature", "asymmetric", "token"] as const).filter(
    (name) => webhooks[name] !== undefined,
  );
  if (other === undefined) return;
  cursor
    .at(other)
    .fail(
      `Deliveries have both \`${one}\` and \`${other}\`.`,
      "Keep the one that the provider sends.",
    );
}

/** Returns whether the signature covers a location, so that nobody without the secret can have written its value. */
export function isAuthenticated(location: DeliveryLocation, webhooks: Webhooks): boolean {
  const { signature, asymmetric } = webhooks;
  const message = (signature?.message ?? coveredBy(asymmetric)).join();
  return "header" in location
    ? message.toLowerCase().includes(`{header:${location.header}}`.toLowerCase())
    : message.includes("{body}") || message.includes(`{body:${location.pointer}}`);
}

/** A token contains a hash of the body, and covers no other header. */
function coveredBy(asymmetric: Webhooks["asymmetric"]): readonly string[] {
  return asymmetric?.kind === "jwt" ? ["{body}"] : (asymmetric?.message ?? []);
}

function assertBodyField(cursor: Cursor, { body, bodyField }: Webhooks): void {
  if (bodyField === undefined || body === "form") return;
  cursor
    .at("bodyField")
    .fail("`bodyField` is a field of a form, but the body is none.", "Add `body: form`.");
}

/** Checks that the signature, and its time, are either in a header or in the body. */
function assertOneLocation(cursor: Cursor, { timestamp, ...signature }: WebhookSignature): void {
  const { pointer, value = "{signature}", valueSeparator } = signature;
  const all: [string, Cursor, { header?: string; pointer?: string }][] = [
    ["signature", cursor, signature],
    ...(timestamp === undefined
      ? []
      : [["timestamp", cursor.at("timestamp"), timestamp] satisfies [string, Cursor, object]]),
  ];
  for (const [name, location, at] of all) {
    if ((at.header === undefined) !== (at.pointer === undefined)) continue;
    location.fail(
      at.header === undefined
        ? `Nothing declares where the ${name} is.`
        : `The ${name} is declared both in a header and in the body.`,
      "Declare `header`, or `pointer` if it is in the body.",
    );
  }
  if (pointer === undefined) return;
  const isPartial = value !== "{signature}";
  if (!isPartial && valueSeparator === undefined) return;
  cursor
    .at(isPartial ? "value" : "valueSeparator")
    .fail("A signature in the body is the whole value of its field.", "Remove it.");
}

/** Checks that each value has one location, and that no two share a location. */
function assertLocations(
  cursor: Cursor,
  { id }: Webhooks,
  {
    own,
    header,
    pointer,
    value = "",
    timestamp,
    algorithms,
  }: Signature & Pick<WebhookSignature, "algorithms"> & { own: Cursor },
): void {
  const time = own.at("timestamp");
  if (timestamp !== undefined && value.includes("{timestamp}")) {
    time.fail("The timestamp is declared twice.", "Keep `timestamp`, or {timestamp} in `value`.");
  }
  const timeHeader = headerOf(timestamp);
  const names = own.at("algorithms").at("header");
  const pairs: [string | undefined, string | undefined, Cursor][] = [
    [timeHeader, header, time.at("header")],
    [headerOf(id), header, cursor.at("id").at("header")],
    [algorithms?.header, header, names],
    [algorithms?.header, timeHeader, names],
  ];
  for (const [name, other, location] of pairs) {
    if (isSame(name, other)) {
      location.fail(`The header ${name} is declared twice.`, "Give each value its own header.");
    }
  }
  if (pointer !== undefined && timestamp !== undefined && "pointer" in timestamp) {
    if (timestamp.pointer === pointer) {
      time.at("pointer").fail(`The field ${pointer} is declared twice.`, "Locate each value.");
    }
  }
}

function headerOf(location: DeliveryLocation | undefined): string | undefined {
  return location !== undefined && "header" in location ? location.header : undefined;
}

function assertAlgorithms(cursor: Cursor, { algorithm, algorithms }: WebhookSignature): void {
  if (algorithms === undefined || Object.values(algorithms.values).includes(algorithm)) return;
  cursor
    .at("algorithm")
    .fail(`\`algorithms\` has no name for ${algorithm}.`, "Choose one of its values.");
}

/** Returns the pointers of some locations, each with its node. */
function locationsOf(cursor: Cursor, names: readonly string[]): [string, Cursor][] {
  return names.flatMap((name) => {
    const pointer = cursor.at(name).at("pointer");
    return pointer.exists ? [[pointer.string(), pointer] as [string, Cursor]] : [];
  });
}

/** Returns the pointers of the signature and of what it covers, each with its node. */
function signedFields(cursor: Cursor): [string, Cursor][] {
  const pointer = cursor.at("pointer");
  const own: [string, Cursor][] = pointer.exists ? [[pointer.string(), pointer]] : [];
  return [...own, ...namesIn(cursor, "body")];
}

/** Checks that a body, as it is read, can have the fields that are located in it. */
function assertFields(
  pointers: readonly [string, Cursor][],
  { body = "json", bodyField }: Webhooks,
): void {
  if (body === "json" || bodyField !== undefined) return;
  for (const [pointer, location] of pointers) {
    if (body === "form" && pointer.split("/").length === 2) continue;
    location.fail(
      `${pointer} is not a field of the body, which is read as ${body}.`,
      "A form has fields such as /name, and only JSON has nested ones.",
    );
  }
}

function assertSortable(cursor: Cursor, { body }: Webhooks, { message }: WebhookSignature): void {
  if (body === "form" || !message.some((part) => part.includes("{sortedForm}"))) return;
  cursor
    .at("message")
    .fail("{sortedForm} requires a form.", "Add `body: form`, or sign {body} as it is.");
}

/** The characters of an encoded signature, without the other parts of `value`. */
const ALPHABETS = {
  hex: /^[0-9a-f]+$/,
  hexUpper: /^[0-9A-F]+$/,
  base64: /^[\w+/=]+$/,
  base64Unpadded: /^[\w+/]+$/,
  base64url: /^[\w-]+$/,
};

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
  { message, value = "", header, pointer, timestamp }: Signature,
): void {
  const signed = namesIn(cursor, "header").map(([name]) => name);
  const fields = namesIn(cursor, "body").map(([name]) => name);
  const has = (token: string): boolean => message.some((part) => part.includes(token));
  if (!has("{body}") && !has("{sortedForm}") && fields.length === 0) {
    cursor
      .at("message")
      .fail(
        "The message does not cover the body.",
        "Add {body}, or {body:/pointer} for each field that the provider signs.",
      );
  }
  if (header !== undefined && signed.some((name) => isSame(name, header))) {
    cursor
      .at("message")
      .fail(`The signature covers its own header, ${header}.`, `Remove {header:${header}}.`);
  }
  if (pointer !== undefined && (has("{body}") || fields.includes(pointer))) {
    cursor
      .at("message")
      .fail(
        "The signature covers itself, because it is in the body.",
        "Use {body:/pointer} for each other field that the provider signs.",
      );
  }
  const inValue = value.includes("{timestamp}");
  const isSent = inValue || timestamp !== undefined;
  const isInBody = timestamp !== undefined && "pointer" in timestamp;
  const isCovered =
    has("{timestamp}") ||
    (isInBody
      ? has("{body}") || fields.includes(timestamp.pointer)
      : signed.some((name) => isSame(name, timestamp?.header)));
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
