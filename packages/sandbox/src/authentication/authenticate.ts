import type { RefusalReason } from "../exchange/refusal.ts";
import type {
  ApiKeyScheme,
  SecurityRequirement,
  SecurityScheme,
} from "../operations/security-schemes.ts";
import { checkSignature, type SignatureSource } from "./check-signature.ts";
import { equalSecrets } from "./equal-secrets.ts";
import { presentedValues } from "./presented-values.ts";
import { nameOf, sentValue } from "./sent-values.ts";

/**
 * Checks a request against alternative security requirements, and remembers the nonces of a request
 * that passes.
 *
 * @returns undefined if the request satisfies one of the alternatives or there are none; otherwise
 *   why it does not satisfy the first.
 */
export function authenticate(
  alternatives: readonly SecurityRequirement[],
  source: SignatureSource,
): Pick<RefusalReason, "kind" | "message"> | undefined {
  const outcomes = alternatives.map((schemes) =>
    schemes.map((scheme) => check(scheme, source)).filter((problem) => problem !== undefined),
  );
  const passed = outcomes.findIndex((problems) => problems.length === 0);
  if (passed === -1) {
    const [first] = outcomes;
    const isMissing = alternatives
      .flat()
      .every((scheme) => sentValue(source.request, scheme) === undefined);
    const kind = isMissing ? "missing-credentials" : "invalid-credentials";
    return first && { kind, message: first.join(" ") };
  }
  for (const scheme of alternatives[passed] ?? []) rememberNonce(scheme, source);
  return undefined;
}

// Not during the check: two alternatives, or two signatures of one alternative, may share a nonce.
function rememberNonce(scheme: SecurityScheme, { request, seenNonces }: SignatureSource): void {
  if (scheme.kind !== "signature") return;
  const nonce = presentedValues(scheme, request)?.nonce;
  if (nonce !== undefined) seenNonces.add(nonce);
}

function check(scheme: SecurityScheme, source: SignatureSource): string | undefined {
  const value = sentValue(source.request, scheme);
  if (value === undefined) return `${nameOf(scheme)} is missing.`;
  switch (scheme.kind) {
    case "apiKey":
      return checkApiKey(scheme, value, source);
    case "bearer":
      return checkBearer(scheme, value, source);
    case "signature":
      return checkSignature(scheme, value, source);
  }
}

function checkApiKey(
  scheme: ApiKeyScheme,
  value: string,
  source: SignatureSource,
): string | undefined {
  const { header, credential, around } = scheme;
  const [before, after] = around;
  const end = value.length - after.length;
  if (end < before.length || !value.startsWith(before) || !value.endsWith(after)) {
    return `Header ${header} must have the form "${around.join(`<${credential}>`)}".`;
  }
  return checkSecret(scheme, value.slice(before.length, end), source);
}

function checkBearer(
  scheme: Extract<SecurityScheme, { kind: "bearer" }>,
  value: string,
  source: SignatureSource,
): string | undefined {
  const token = /^Bearer +(.*)$/i.exec(value)?.[1];
  if (token === undefined) return `Header ${scheme.header} must have the form "Bearer <token>".`;
  return checkSecret(scheme, token, source);
}

function checkSecret(
  { header, credential }: Pick<ApiKeyScheme, "header" | "credential">,
  value: string,
  { credentials }: SignatureSource,
): string | undefined {
  if (equalSecrets(value, credentials.get(credential) ?? "")) return undefined;
  return `Header ${header} does not match this sandbox's ${credential}.`;
}
