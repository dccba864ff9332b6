import { expect, test } from "vitest";
import { isProviderName, toTypeName, toValueName } from "../../src/load/provider-name.ts";

test.for([
  ["paywint", "paywint", "Paywint"],
  ["acme-kyc", "acmeKyc", "AcmeKyc"],
  ["p100", "p100", "P100"],
  ["a-1-b", "a1B", "A1B"],
] as const)("accepts %s and gives the variable %s and the type %s", ([name, value, type]) => {
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
])("rejects %j as a provider name", (name) => {
  expect(isProviderName(name)).toBe(false);
});
