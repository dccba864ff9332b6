import { describe, expect, it } from "vitest";
import { credentialValue } from "../src/credentials/credentials.ts";
import { CredentialError } from "../src/errors/errors.ts";

const use = { option: "apiKey", title: "Acme API", isSent: true };

async function failure(promise: Promise<unknown>): Promise<CredentialError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CredentialError);
  return error as CredentialError;
}

describe("credentialValue", () => {
  it.each([
    ["a string", "key-1"],
    ["a function", () => "key-1"],
    ["an async function", async () => "key-1"],
  ])("accepts %s", async (_, source) => {
    expect(await credentialValue(source, use)).toBe("key-1");
  });

  it.each([
    ["missing", undefined, "credential_missing", "the option `apiKey` must be a non-empty string"],
    ["empty", "", "credential_missing", "the option `apiKey` must be a non-empty string"],
    [
      "a function that returns an empty string",
      () => "",
      "credential_missing",
      "the option `apiKey` must be a non-empty string",
    ],
  ] as const)("names an option that is %s", async (_, source, code, message) => {
    const error = await failure(credentialValue(source, use));
    expect(error).toMatchObject({ code, option: "apiKey" });
    expect(error.message).toContain(message);
  });

  it.each([
    ["a line break", "secret-1\n"],
    ["a carriage return and a header", "secret-1\r\nX-Evil: 1"],
    ["a NUL", "secret-1\0"],
    ["a leading space", " secret-1"],
    ["a character beyond Latin-1", "secret-1✓"],
  ])("rejects %s without showing the value", async (_, source) => {
    const error = await failure(credentialValue(source, use));
    expect(error.code).toBe("credential_invalid");
    expect(error.message).toMatch(/^Acme API: the option `apiKey` /);
    expect(error.message).not.toContain("secret-1");
  });

  it("accepts surrounding whitespace in a key, which is never sent", async () => {
    const key = { ...use, isSent: false };
    expect(await credentialValue(" sch\xfcssel ", key)).toBe(" sch\xfcssel ");
    for (const wrong of ["key\n", "key\0", "ключ"]) {
      const error = await failure(credentialValue(wrong, key));
      expect(error.code).toBe("credential_invalid");
      expect(error.message).toContain("must be Latin-1 without line breaks.");
    }
  });

  it("keeps the cause if the function throws", async () => {
    const cause = new Error("vault is sealed");
    const error = await failure(credentialValue(() => Promise.reject(cause), use));
    expect(error.cause).toBe(cause);
    expect(error.message).toContain("the option `apiKey` is a function that threw; see `cause`.");
  });
});
