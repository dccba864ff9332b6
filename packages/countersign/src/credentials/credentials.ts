import { CredentialError } from "../errors/errors.ts";

/**
 * A credential: its value, or a function that returns it. A function is asked for every request, so
 * that a rotated secret needs no new client.
 */
export type CredentialSource = string | (() => string | Promise<string>);

/** What a credential is needed for, to say so when it cannot be used. */
export interface CredentialUse {
  readonly option: string;
  /** Title of the API, for messages. */
  readonly title: string;
  /** True where the value goes into a header. */
  readonly isSent: boolean;
}

/**
 * Returns the value of a credential.
 *
 * @throws CredentialError `credential_missing` when it is absent or empty, `credential_invalid` when a
 * header could not carry it or the function that returns it fails. The message names the option and
 * never shows the value.
 */
export async function credentialValue(
  source: CredentialSource | undefined,
  use: CredentialUse,
): Promise<string> {
  let value: unknown = source;
  try {
    if (typeof source === "function") value = await source();
  } catch (cause) {
    throw unusable(use, "is a function that failed; see the cause", { cause });
  }
  assertCredential(value, use);
  return value;
}

/** Checks a credential's value, so that a mistake shows when a client is made. */
export function assertCredential(value: unknown, use: CredentialUse): asserts value is string {
  const isMissing = value === undefined || value === null || value === "";
  if (isMissing || typeof value !== "string") {
    const problem = "must be a text that is not empty, or a function that returns one";
    throw unusable(use, problem, isMissing ? { code: "credential_missing" } : {});
  }
  // Headers are Latin-1, and white space at their ends is dropped on the way.
  const allowed = use.isSent
    ? /^[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff\t]*[\x21-\x7e\x80-\xff])?$/
    : /^[^\r\n\0\u0100-\uffff]+$/;
  if (!allowed.test(value)) {
    const what = use.isSent
      ? "white space at its ends, or what a header cannot carry"
      : "a line break, or what is not Latin-1";
    throw unusable(use, `must not have ${what}`);
  }
}

/** Returns the error for a credential that cannot be used. */
export function unusable(
  { title, option }: { title: string; option: string },
  problem: string,
  details: { code?: "credential_missing"; cause?: unknown } = {},
): CredentialError {
  const { code = "credential_invalid", cause } = details;
  const message = `${title}: the option \`${option}\` ${problem}.`;
  return new CredentialError(code, { message, option, cause });
}
