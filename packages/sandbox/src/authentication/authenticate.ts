import type {
  ApiKeyScheme,
  SecurityScheme,
  SignatureScheme,
} from "../documents/read-security-schemes.ts";
import { canonicalMessage, type MessageSource } from "./canonical-message.ts";
import { equalSecrets } from "./equal-secrets.ts";
import { expectedSignature } from "./expected-signature.ts";

/** Schemes that a request must satisfy together. */
export type SecurityRequirement = readonly SecurityScheme[];

/**
 * Checks a request against security requirements of which any one is enough.
 *
 * @returns undefined when the request is authenticated or the list is empty, otherwise what it lacks
 *   for the first requirement.
 */
export function authenticate(
  alternatives: readonly SecurityRequirement[],
  source: MessageSource,
): string | undefined {
  const outcomes = alternatives.map((schemes) =>
    schemes.map((scheme) => check(scheme, source)).filter((problem) => problem !== undefined),
  );
  if (outcomes.some((problems) => problems.length === 0)) return undefined;
  return outcomes[0]?.join(" ");
}

function check(scheme: SecurityScheme, source: MessageSource): string | undefined {
  const value = source.request.headers[scheme.header.toLowerCase()];
  if (typeof value !== "string") return `Header ${scheme.header} is missing.`;
  switch (scheme.kind) {
    case "apiKey":
      return checkSecret(scheme, value, source);
    case "bearer":
      return checkBearer(scheme, value, source);
    case "signature":
      return checkSignature(scheme, value, source);
  }
}

function checkBearer(
  scheme: Extract<SecurityScheme, { kind: "bearer" }>,
  value: string,
  source: MessageSource,
): string | undefined {
  const token = /^Bearer +(.*)$/i.exec(value)?.[1];
  if (token === undefined) return `Header ${scheme.header} is not of the form "Bearer <token>".`;
  return checkSecret(scheme, token, source);
}

function checkSecret(
  { header, credential }: Pick<ApiKeyScheme, "header" | "credential">,
  value: string,
  { credentials }: MessageSource,
): string | undefined {
  if (equalSecrets(value, credentials.get(credential) ?? "")) return undefined;
  return `Header ${header} does not hold this sandbox's ${credential}.`;
}

function checkSignature(
  { header, credential, hmac }: SignatureScheme,
  value: string,
  source: MessageSource,
): string | undefined {
  const { bytes, shown } = canonicalMessage(hmac, source);
  const expected = expectedSignature(hmac, source.credentials.get(credential) ?? "", bytes);
  if (equalSecrets(value, expected)) return undefined;
  return (
    `Header ${header} does not hold the expected signature: HMAC-${hmac.algorithm.toUpperCase()} in ` +
    `${hmac.encoding}, keyed with this sandbox's ${credential}, of the message ` +
    `${JSON.stringify(shown)}.`
  );
}
