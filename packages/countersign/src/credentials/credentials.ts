import { CredentialError } from "../errors/errors.ts";

/**
 * A credential: a string, or a function that returns one. The client calls a function for every request, so a
 * rotated secret takes effect without a new client.
 */
export type CredentialSource = string | (() => string | Promise<string>);

/** Where a credential is used, for error messages and checks. */
export interface CredentialUse {
  readonly option: string;
  /** API title, for messages. */
  readonly title: string;
  /** Whether the value itself is sent, and not only used as a key. */
  readonly isSent: boolean;
}

const STRING_RULE = "must be a non-empty string, or a function that returns one";

/**
 * Returns the value of a credential.
 *
 * @throws CredentialError `credential_missing` if it is absent or empty; `credential_invalid` if a header cannot
 * carry it or its function throws. The message names the option and never shows the value.
 */
export async function credentialValue(
  source: CredentialSource | undefined,
  use: CredentialUse,
): Promise<string> {
  const value = typeof source === "function" ? await callSource(source, use) : source;
  assertCredential(value, use);
  return value;
}

/**
 * Returns what a function for a credential, or for all of them, returns.
 *
 * @throws CredentialError `credential_invalid` if the function throws.
 */
export async function callSource<T>(
  source: () => T | Promise<T>,
  use: { title: string; option: string },
): Promise<T> {
  try {
    return await source();
  } catch (cause) {
    throw credentialError(use, "is a function that threw; see `cause`", cause);
  }
}

/** Checks a credential's value, so that creating a client reveals a mistake. */
export function assertCredential(value: unknown, use: CredentialUse): asserts value is string {
  if (value === undefined || value === null || value === "") {
    throw credentialError(use, STRING_RULE, undefined, "credential_missing");
  }
  if (typeof value !== "string") throw credentialError(use, STRING_RULE);
  // Header values are Latin-1, and lose surrounding whitespace in transit.
  const allowed = use.isSent
    ? /^[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff\t]*[\x21-\x7e\x80-\xff])?$/
    : /^[^\r\n\0\u0100-\uffff]+$/;
  if (!allowed.test(value)) {
    const problem = use.isSent
      ? "must be a valid header value (Latin-1) without surrounding whitespace"
      : "must be Latin-1 without line breaks";
    throw credentialError(use, problem);
  }
}

/** Returns the error for a credential that cannot be used. */
export function credentialError(
  { title, option }: { title: string; option: string },
  problem: string,
  cause?: unknown,
  code: "credential_missing" | "credential_invalid" = "credential_invalid",
): CredentialError {
  const message = `${title}: the option \`${option}\` ${problem}.`;
  return new CredentialError(code, { message, option, cause });
}
