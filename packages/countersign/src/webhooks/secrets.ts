import { CredentialError } from "../errors/errors.ts";
import type { WebhookSignature } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { signingKey } from "../signing/signing-key.ts";

/** A secret, or several during a rotation. */
export type WebhookSecret = string | readonly string[];

/** Secrets, or a function that returns them; it is called for every delivery. */
export type WebhookSecretSource = WebhookSecret | (() => WebhookSecret | Promise<WebhookSecret>);

/**
 * Returns the caller's secrets.
 *
 * @throws CredentialError if there is none, one cannot be used, or the caller's function throws. The message names
 * the option `secret` and never shows its value.
 */
export async function readSecrets(source: WebhookSecretSource): Promise<readonly string[]> {
  let given: unknown = source;
  try {
    if (typeof source === "function") given = await source();
  } catch (cause) {
    throw secretError("is a function that threw; see `cause`", { cause });
  }
  const secrets: readonly unknown[] = [given].flat();
  return (secrets.length > 0 ? secrets : [""]).map((secret) => {
    // What surrounds a secret was copied along with it, and would only show as a mismatch.
    const isClean = typeof secret === "string" && /^[^\r\n\0]+$/.test(secret);
    if (isClean && !/^\s|\s$|^(["'`]).*\1$/.test(secret)) return secret;
    const problem = isClean
      ? "must not be surrounded by white space or quotes"
      : "must be a non-empty string without line breaks";
    throw secretError(problem, secret ? {} : { code: "credential_missing" });
  });
}

/**
 * Decodes a secret into a key.
 *
 * @throws CredentialError if the secret is not in the provider's format.
 */
export function keyBytes(
  secret: string,
  signature: Pick<WebhookSignature, "keyPrefix" | "keyEncoding">,
): Bytes {
  const { keyPrefix = "", keyEncoding } = signature;
  const key = signingKey(signature, secret);
  if (key !== undefined) return key;
  throw secretError(`must be ${keyPrefix}<${keyEncoding}>; copy it in full`);
}

function secretError(
  problem: string,
  details: { code?: "credential_missing"; cause?: unknown } = {},
): CredentialError {
  const { code = "credential_invalid", cause } = details;
  const option = "secret";
  return new CredentialError(code, {
    message: `The option \`${option}\` ${problem}.`,
    option,
    cause,
  });
}
