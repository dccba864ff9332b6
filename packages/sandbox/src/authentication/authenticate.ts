import type { RefusalReason } from "../exchange/refusal.ts";
import type { SecurityRequirement, SecurityScheme } from "../operations/security-schemes.ts";
import { checkSignature, type SignatureSource } from "./check-signature.ts";
import { equalSecrets } from "./equal-secrets.ts";
import { presentedValues } from "./presented-values.ts";
import { formOf, type SecretScheme, secretIn } from "./secret-in.ts";
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
  if (scheme.kind === "signature") return checkSignature(scheme, value, source);
  const secret = secretIn(scheme, value);
  if (secret !== undefined) return checkSecret(scheme, secret, source);
  return `Header ${scheme.header} must have the form "${formOf(scheme)}".`;
}

function checkSecret(
  { header, credential }: SecretScheme,
  value: string,
  { credentials }: SignatureSource,
): string | undefined {
  if (equalSecrets(value, credentials.get(credential) ?? "")) return undefined;
  return `Header ${header} does not match this sandbox's ${credential}.`;
}
