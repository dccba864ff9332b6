import type { Cursor } from "../openapi/cursor.ts";
import type { Hmac } from "../vocabulary/vocabulary.ts";
import { isSame, namesIn } from "./message-names.ts";
import { isCredentialName } from "./names.ts";

/**
 * Returns the description of a signature that a security scheme has.
 *
 * @param header - Header that carries the signature.
 * @throws SpecError when it contradicts itself, so that no client finds out by being refused.
 */
export function toHmac(scheme: Cursor, header: string): Hmac {
  const cursor = scheme.at("x-countersign-hmac");
  // The vocabulary's schema has accepted this node, and Hmac is that schema as a type.
  const hmac = cursor.value as Hmac;
  if (scheme.at("x-countersign-credential").exists) {
    scheme.fail(
      "A signed header has both `x-countersign-credential` and `x-countersign-hmac`.",
      "Keep `x-countersign-hmac`, whose `credential` names the key.",
    );
  }
  assertCredentialNames(cursor, hmac);
  assertBodyHash(cursor, hmac);
  assertPerAttempt(cursor, hmac, "timestamp");
  assertPerAttempt(cursor, hmac, "nonce");
  assertHeaders(cursor, hmac, header);
  if (!/\{(path|body|bodyHash)\}/.test(hmac.message.join())) {
    cursor
      .at("message")
      .fail("The message covers neither path nor body.", "Add {path}, {body} or {bodyHash}.");
  }
  return hmac;
}

function assertCredentialNames(cursor: Cursor, { credential }: Hmac): void {
  const own: [string, Cursor] = [credential, cursor.at("credential")];
  for (const [name, location] of [own, ...namesIn(cursor, "credential")]) {
    if (!isCredentialName(name)) {
      location.fail(`"${name}" cannot be a credential's name.`, "Choose another.");
    }
  }
}

function assertBodyHash(cursor: Cursor, { message, bodyHash }: Hmac): void {
  const isUsed = message.some((part) => part.includes("{bodyHash}"));
  if (isUsed === (bodyHash !== undefined)) return;
  cursor.fail(
    isUsed
      ? "The message has {bodyHash}, but `bodyHash` is missing."
      : "`bodyHash` is not used in the message.",
    "Give `bodyHash` exactly when the message has {bodyHash}.",
  );
}

/** What is new in every attempt is described, sent and signed, or there is none of it. */
function assertPerAttempt(cursor: Cursor, hmac: Hmac, field: "timestamp" | "nonce"): void {
  const token = `{${field}}`;
  const { message, value = "", [field]: described } = hmac;
  const inMessage = message.some((part) => part.includes(token));
  const inValue = value.includes(token);
  if (described === undefined && !inMessage && !inValue) return;
  const { header } =
    described ??
    cursor
      .at(inMessage ? "message" : "value")
      .fail(`${token} is used, but \`${field}\` is missing.`, `Say what it is by \`${field}\`.`);
  if (header === undefined && !inValue) {
    cursor
      .at(field)
      .fail(
        `Nothing sends the ${field} to the provider.`,
        `Give \`header\`, or put ${token} into \`value\`.`,
      );
  }
  const isCovered = inMessage || namesIn(cursor, "header").some(([name]) => isSame(name, header));
  if (!isCovered) {
    cursor
      .at(field)
      .fail(`The signature does not cover \`${field}\`.`, `Put ${token} into \`message\`.`);
  }
}

function assertHeaders(cursor: Cursor, { timestamp, nonce }: Hmac, header: string): void {
  const own: [string, string | undefined][] = [
    ["timestamp", timestamp?.header],
    ["nonce", nonce?.header],
  ];
  const ownLocations: [string, Cursor][] = own.flatMap(([field, name]) =>
    name === undefined ? [] : [[name, cursor.at(field).at("header")]],
  );
  for (const [name, location] of [[header, cursor] as const, ...ownLocations]) {
    if (/^content-type$/i.test(name) || OF_TRANSPORT.has(name.toLowerCase())) {
      location.fail(
        `The header ${name} is written by what sends the request, and cannot carry this.`,
        "Name a header of the provider's own.",
      );
    }
  }
  for (const [field, name] of own) {
    const others = [header, ...own.filter(([other]) => other !== field).map(([, other]) => other)];
    if (others.some((other) => isSame(name, other))) {
      cursor
        .at(field)
        .at("header")
        .fail(`The header ${name} is named twice.`, "Give each value a header of its own.");
    }
  }
  for (const [name, location] of namesIn(cursor, "header")) {
    if (isSame(name, header)) {
      location.fail(`The header ${name} would have to sign itself.`, `Remove {header:${name}}.`);
    }
    if (OF_TRANSPORT.has(name.toLowerCase())) {
      location.fail(
        `The header ${name} is written after the signature, by what sends the request.`,
        `Remove {header:${name}}; {host} is the host.`,
      );
    }
  }
}

/** Headers that belong to the connection, or that fetch adds on its own. */
const OF_TRANSPORT = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);
