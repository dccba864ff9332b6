import { CredentialError } from "../errors/errors.ts";
import type { WebhookSignature } from "../provider-table/provider.ts";
import type { Bytes } from "../signing/bytes.ts";
import { signingKey } from "../signing/signing-key.ts";

/** A secret, or several while one is being replaced by another. */
export type WebhookSecret = string | readonly string[];

/** Secrets, or a function that returns them; it is asked for every delivery. */
export type WebhookSecretSource = WebhookSecret | (() => WebhookSecret | Promise<WebhookSecret>);

/**
 * Returns the secrets that a caller gave.
 *
 * @throws CredentialError that names the option `secret` when there is none, one cannot be used, or the
 * function that returns them fails. The message never shows a secret.
 */
export async function readSecrets(source: WebhookSecretSource): Promise<readonly string[]> {
  let given: unknown = source;
  try {
    if (typeof source === "function") given = await source();
  } catch (cause) {
    throw unusable("is a function that failed; see the cause", { cause });
  }
  const secrets: readonly unknown[] = [given].flat();
  return (secrets.length > 0 ? secrets : [""]).map((secret) => {
    if (typeof secret === "string" && /^[^\r\n\0]+$/.test(secret)) return secret;
    const text = "must be a text that is not empty and has no line break";
    throw unusable(text, secret ? {} : { code: "credential_missing" });
  });
}

/**
 * Returns the bytes of the key that a secret is.
 *
 * @throws CredentialError when the secret is not written as the provider gives it out.
 */
export function keyBytes(secret: string, signature: WebhookSignature): Bytes {
  const { keyPrefix = "", keyEncoding } = signature;
  const key = signingKey(signature, secret);
  if (key !== undefined) return key;
  throw unusable(`must be ${keyPrefix}<${keyEncoding}>; copy it whole`);
}

function unusable(
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
