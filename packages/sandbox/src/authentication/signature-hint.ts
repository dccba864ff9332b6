import { splitTarget } from "../exchange/split-target.ts";
import type { HmacScheme } from "../operations/hmac-scheme.ts";
import { showTemplate } from "../operations/value-template.ts";
import { canonicalMessage, type MessageSource } from "./canonical-message.ts";
import { expectedSignature } from "./expected-signature.ts";
import type { ExplainedSignature } from "./explain-signature.ts";

/** A mistake, with what the signature would then be made of. */
type Mistake = readonly [
  description: string,
  made: Partial<Pick<ExplainedSignature, "hmac" | "source">>,
];

const ENCODINGS = ["hex", "hexUpper", "base64", "base64Unpadded", "base64url"] as const;
const KEY_ENCODINGS = ["utf8", "hex", "base64"] as const;
const ALGORITHMS = ["sha1", "sha256", "sha384", "sha512"];
const SEPARATORS = ["", "\n", "\r\n", ".", ",", ":", "|", "&", " "];

/**
 * Returns what a client probably does wrong, by trying the usual mistakes one at a time.
 *
 * @param sent - The message that the client says it has signed, if it does.
 */
export function signatureHint(
  explained: ExplainedSignature,
  sent: Buffer | undefined,
): string | undefined {
  const { hmac, location, key, source, received } = explained;
  if (received === undefined) return `${location} is missing.`;
  if (source.presented === undefined) {
    return `${location} must have the form "${showTemplate(hmac.value)}".`;
  }
  const found = [...mistakesOf(hmac), ...withoutBasePath(source)].find(([, made]) => {
    const scheme = made.hmac ?? hmac;
    const { bytes: message } = canonicalMessage(scheme, made.source ?? source);
    return expectedSignature(scheme, { ...source.presented, key, message }) === received;
  });
  if (found !== undefined) return found[0];
  if (sent === undefined) return undefined;
  if (sent.equals(canonicalMessage(hmac, source).bytes)) {
    return `The message is right, so the key is not: use the bytes of this sandbox's ${hmac.credential}.`;
  }
  const ofSent = expectedSignature(hmac, { ...source.presented, key, message: sent });
  return ofSent === received
    ? "Only the message is wrong: the signature is right for what the client has signed."
    : undefined;
}

function mistakesOf(hmac: HmacScheme): Mistake[] {
  const { algorithm, encoding, keyEncoding, keyPrefix, separator, bodyHash } = hmac;
  const mistakes: Mistake[] = [];
  for (const other of ENCODINGS) {
    mistakes.push([
      `The signature is right, but in ${other}: encode it in ${encoding}.`,
      { hmac: { ...hmac, encoding: other } },
    ]);
  }
  for (const other of KEY_ENCODINGS) {
    mistakes.push([
      `The key was read as ${other}: it is ${keyEncoding}.`,
      { hmac: { ...hmac, keyEncoding: other } },
    ]);
  }
  mistakes.push([
    `The key's prefix "${keyPrefix}" was not removed.`,
    { hmac: { ...hmac, keyPrefix: "", keyEncoding: "utf8" } },
  ]);
  for (const other of ALGORITHMS) {
    mistakes.push([
      `The HMAC was made with ${other}: it is made with ${algorithm}.`,
      { hmac: { ...hmac, algorithm: other } },
    ]);
  }
  for (const other of SEPARATORS) {
    mistakes.push([
      `The parts of the message were joined with ${JSON.stringify(other)}, not with ${JSON.stringify(separator)}.`,
      { hmac: { ...hmac, separator: other } },
    ]);
  }
  if (bodyHash === undefined) return mistakes;
  const whenEmpty = bodyHash.whenEmpty === "omit" ? "hash" : "omit";
  mistakes.push([
    whenEmpty === "hash"
      ? "The hash of an empty body is part of the message: omit it without a body."
      : "The hash of the empty body is missing from the message.",
    { hmac: { ...hmac, bodyHash: { ...bodyHash, whenEmpty } } },
  ]);
  for (const other of ENCODINGS) {
    mistakes.push([
      `The hash of the body is in ${other}: encode it in ${bodyHash.encoding}.`,
      { hmac: { ...hmac, bodyHash: { ...bodyHash, encoding: other } } },
    ]);
  }
  return mistakes;
}

function withoutBasePath(source: MessageSource): Mistake[] {
  const { request, template } = source;
  const segments = splitTarget(request.target).path.split("/");
  const own = template?.split("/").length ?? segments.length;
  const base = segments.slice(0, segments.length - own + 1).join("/");
  if (base === "") return [];
  const target = request.target.slice(base.length);
  const description = `The path was signed without ${base}, which belongs to it: sign the path as sent.`;
  return [[description, { source: { ...source, request: { ...request, target } } }]];
}
