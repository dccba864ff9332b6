import type { Cursor } from "../openapi/cursor.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { Hmac, SentIn } from "../vocabulary/vocabulary.ts";
import { isSame, namesIn } from "./message-names.ts";
import { isCredentialName } from "./names.ts";

/**
 * Returns a security scheme's description of its signature.
 *
 * @param own - Where the request carries the signature.
 * @throws SpecError with every contradiction in the description; the provider would reject every request.
 */
export function toHmac(scheme: Cursor, own: SentIn): Hmac {
  const cursor = scheme.at("x-countersign-hmac");
  // The vocabulary's schema has validated this node, and Hmac is that schema as a type.
  const hmac = cursor.value as Hmac;
  const checks = [
    () => assertOneKey(scheme),
    () => assertCredentialNames(cursor, hmac),
    () => assertBodyHash(cursor, hmac),
    () => assertPerAttempt(cursor, hmac, "timestamp"),
    () => assertPerAttempt(cursor, hmac, "nonce"),
    () => assertHeaders(cursor, hmac, own),
    () => assertParameters(cursor, hmac, own),
    () => assertCoverage(cursor, hmac),
  ];
  const problems = new ProblemCollector();
  problems.attemptEach(checks, (check) => check());
  problems.assertNone();
  return hmac;
}

function assertOneKey(scheme: Cursor): void {
  if (!scheme.at("x-countersign-credential").exists) return;
  scheme.fail(
    "The security scheme has both `x-countersign-credential` and `x-countersign-hmac`.",
    "Keep `x-countersign-hmac`, whose `credential` names the key.",
  );
}

function assertCoverage(cursor: Cursor, { message }: Hmac): void {
  if (/\{(path|body|bodyHash|pathParameter:[^{}]+)\}/.test(message.join())) return;
  cursor
    .at("message")
    .fail("The message covers neither the path nor the body.", "Add {path}, {body} or {bodyHash}.");
}

function assertCredentialNames(cursor: Cursor, { credential }: Hmac): void {
  const own: [string, Cursor] = [credential, cursor.at("credential")];
  for (const [name, location] of [own, ...namesIn(cursor, "credential")]) {
    if (!isCredentialName(name)) {
      location.fail(`"${name}" is not a valid credential name.`, "Choose another.");
    }
  }
}

function assertBodyHash(cursor: Cursor, { message, bodyHash }: Hmac): void {
  const isUsed = message.some((part) => part.includes("{bodyHash}"));
  if (isUsed === (bodyHash !== undefined)) return;
  cursor.fail(
    isUsed
      ? "The message contains {bodyHash}, but `bodyHash` is missing."
      : "`bodyHash` is not used in the message.",
    "Declare `bodyHash` if, and only if, the message contains {bodyHash}.",
  );
}

/** Checks that a per-attempt value is declared, sent and signed, or not used at all. */
function assertPerAttempt(cursor: Cursor, hmac: Hmac, field: "timestamp" | "nonce"): void {
  const token = `{${field}}`;
  const { message, value = "", [field]: described } = hmac;
  const inMessage = message.some((part) => part.includes(token));
  const inValue = value.includes(token);
  if (described === undefined && !inMessage && !inValue) return;
  const { header, parameter } =
    described ??
    cursor
      .at(inMessage ? "message" : "value")
      .fail(`${token} is used, but \`${field}\` is missing.`, `Declare it in \`${field}\`.`);
  if (header === undefined && parameter === undefined && !inValue) {
    cursor
      .at(field)
      .fail(
        `The ${field} is never sent to the provider.`,
        `Add \`header\` or \`parameter\`, or put ${token} in \`value\`.`,
      );
  }
  const isInQuery = parameter !== undefined && /\{query(String)?\}/.test(message.join());
  const isCovered =
    inMessage || isInQuery || namesIn(cursor, "header").some(([name]) => isSame(name, header));
  if (!isCovered) {
    cursor
      .at(field)
      .fail(`The signature does not cover \`${field}\`.`, `Put ${token} in \`message\`.`);
  }
}

/** Checks that each value has one location, and that no two share a query parameter. */
function assertParameters(
  cursor: Cursor,
  { timestamp, nonce }: Hmac,
  { parameter: own }: SentIn,
): void {
  const seen = new Set([own]);
  for (const [field, sentIn] of Object.entries({ timestamp, nonce })) {
    const { header, parameter } = sentIn ?? {};
    if (parameter === undefined) continue;
    if (header !== undefined) {
      cursor
        .at(field)
        .fail(
          `The ${field} is sent in both a header and the query.`,
          "Keep `header` or `parameter`.",
        );
    }
    if (seen.has(parameter)) {
      cursor
        .at(field)
        .at("parameter")
        .fail(
          `The query parameter ${parameter} is declared twice.`,
          "Give each value its own parameter.",
        );
    }
    seen.add(parameter);
  }
}

function assertHeaders(cursor: Cursor, { timestamp, nonce }: Hmac, { header = "" }: SentIn): void {
  const own: [string, string | undefined][] = [
    ["timestamp", timestamp?.header],
    ["nonce", nonce?.header],
  ];
  const ownLocations: [string, Cursor][] = own.flatMap(([field, name]) =>
    name === undefined ? [] : [[name, cursor.at(field).at("header")]],
  );
  for (const [name, location] of [[header, cursor] as const, ...ownLocations]) {
    if (/^content-type$/i.test(name) || TRANSPORT_HEADERS.has(name.toLowerCase())) {
      location.fail(
        `The header ${name} is set by the HTTP client, and cannot carry this value.`,
        "Use a header that the provider defines.",
      );
    }
  }
  for (const [field, name] of own) {
    const others = [header, ...own.filter(([other]) => other !== field).map(([, other]) => other)];
    if (others.some((other) => isSame(name, other))) {
      cursor
        .at(field)
        .at("header")
        .fail(`The header ${name} is declared twice.`, "Give each value its own header.");
    }
  }
  for (const [name, location] of namesIn(cursor, "header")) {
    if (isSame(name, header)) {
      location.fail(`The signature covers its own header, ${name}.`, `Remove {header:${name}}.`);
    }
    if (TRANSPORT_HEADERS.has(name.toLowerCase())) {
      location.fail(
        `The HTTP client sets the header ${name} after signing.`,
        `Remove {header:${name}}; use {host} for the host.`,
      );
    }
  }
}

/** Headers that belong to the connection, or that fetch adds itself. */
const TRANSPORT_HEADERS = new Set([
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
