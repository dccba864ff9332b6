import { CredentialError } from "./errors.ts";

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
  const value = typeof source === "function" ? await call(source, use) : source;
  assertCredential(value, use);
  return value;
}

/** Checks a credential's value, so that a mistake shows when a client is made. */
export function assertCredential(
  value: unknown,
  { option, title, isSent }: CredentialUse,
): asserts value is string {
  const problem = problemOf(value, isSent);
  if (problem === undefined) return;
  throw new CredentialError(problem.code, {
    message: `${title}: the option \`${option}\` ${problem.text}`,
    option,
  });
}

interface Problem {
  readonly code: "credential_missing" | "credential_invalid";
  readonly text: string;
}

function problemOf(value: unknown, isSent: boolean): Problem | undefined {
  if (value === undefined || value === null || value === "") {
    const what = value === "" ? "is empty" : "is missing";
    return {
      code: "credential_missing",
      text: `${what}; give a text or a function that returns one.`,
    };
  }
  if (typeof value !== "string") {
    return {
      code: "credential_invalid",
      text: "is not a text; give a text or a function that returns one.",
    };
  }
  if (/[\r\n\0]/.test(value)) {
    return {
      code: "credential_invalid",
      text: "contains a line break; was it read from a file? Trim it.",
    };
  }
  // Headers are Latin-1, and white space at their ends is dropped on the way.
  if (
    isSent &&
    !/^[\x21-\x7e\x80-\xff]([\x20-\x7e\x80-\xff\t]*[\x21-\x7e\x80-\xff])?$/.test(value)
  ) {
    return {
      code: "credential_invalid",
      text: "has white space at its ends or characters that a header cannot carry; check how it was copied.",
    };
  }
  return undefined;
}

async function call(source: () => string | Promise<string>, use: CredentialUse): Promise<string> {
  try {
    return await source();
  } catch (cause) {
    throw new CredentialError("credential_invalid", {
      message: `${use.title}: the function given as the option \`${use.option}\` failed; see the cause.`,
      option: use.option,
      cause,
    });
  }
}
