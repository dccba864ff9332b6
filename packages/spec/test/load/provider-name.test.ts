import { expect, test } from "vitest";
import { isProviderName, toTypeName, toValueName } from "../../src/load/provider-name.ts";

test.for([
  ["paywint", "paywint", "Paywint"],
  ["acme-kyc", "acmeKyc", "AcmeKyc"],
  ["p100", "p100", "P100"],
  ["a-1-b", "a1B", "A1B"],
] as const)("%s is called %s as a value and %s in a type", ([name, value, type]) => {
  expect(isProviderName(name)).toBe(true);
  expect(toValueName(name)).toBe(value);
  expect(toTypeName(name)).toBe(type);
});

test.for([
  "",
  "Acme",
  "1acme",
  "acme_kyc",
  "acme.kyc",
  "acme-",
  "-acme",
  "acme--kyc",
  "../acme",
  "acme\n",
  "ä",
  "new",
  "await",
  "api",
  "api-servers",
  "api-headers",
  "sign-request",
  "merge-headers",
])("%j cannot be a provider's name", (name) => {
  expect(isProviderName(name)).toBe(false);
});
