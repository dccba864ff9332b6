import { expect, test } from "vitest";
import { createSearch } from "../src/client/search-engine.ts";
import type { SearchEntry } from "../src/search/search-entry.ts";

const ENTRIES: readonly SearchEntry[] = [
  ["operation", "createKycInquiry", "POST /kyc/inquiry · Create an inquiry · Acme API", "a"],
  ["operation", "getUser", "GET /users/{id} · Get a user · Acme API", "b"],
  ["operation", "getUser", "GET /users/{id} · Get a user · Zeta API", "c"],
  ["field", "email", "string · in User · Acme API", "d"],
  ["field", "email-address", "string · in User · Zeta API", "e"],
  ["schema", "KYCResult", "Acme API", "f"],
];
const search = createSearch(ENTRIES);

test.each([
  ["an exact name", "createKycInquiry", "a"],
  ["a part of a name", "KycInquiry", "a"],
  ["words in a name", "kyc inq", "a"],
  ["a mistyped name", "createKycInquriy", "a"],
  ["a path", "/kyc/inquiry", "a"],
  ["a name and its provider", "getuser zeta", "c"],
  ["a complete name before a longer one", "email", "d"],
  ["a name with hyphens", "email-address", "e"],
  ["an abbreviation in a name", "kyc result", "f"],
])("finds %s first", (_, query, url) => {
  expect(search(query)[0]?.[3]).toBe(url);
});

test("finds nothing for an empty or unknown query", () => {
  expect(search("")).toEqual([]);
  expect(search("  /  ")).toEqual([]);
  expect(search("qqqqq")).toEqual([]);
});
