import { expect, test } from "vitest";
import { isCredentialName, isMethodName } from "../../src/model/names.ts";

test.for([
  ["listUsers", true, true],
  ["a", true, true],
  ["getV2", true, true],
  ["fetch", true, false],
  ["headers", true, false],
  ["environment", true, false],
  ["baseUrl", true, false],
  ["then", false, true],
  ["toJSON", false, true],
  ["toString", false, false],
  ["constructor", false, false],
  ["hasOwnProperty", false, false],
  ["ListUsers", false, false],
  ["list_users", false, false],
  ["__proto__", false, false],
  ["GET", false, false],
  ["1a", false, false],
  ["", false, false],
  ["a\n", false, false],
] as const)("%j: valid as a method %s, as a credential %s", ([name, method, credential]) => {
  expect(isMethodName(name)).toBe(method);
  expect(isCredentialName(name)).toBe(credential);
});
