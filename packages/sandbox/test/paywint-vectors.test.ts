import { expect, test } from "vitest";
import { canonicalMessage } from "../src/authentication/canonical-message.ts";
import { expectedSignature } from "../src/authentication/expected-signature.ts";
import { hmacScheme, incoming } from "./fixtures/scheme.ts";

const KEY = "fake-paywint-secret-do-not-use-0001";
const INQUIRY = "/api/platform/persona/platform-user/inquiry/f47ac10b-58cc-4372-a567-0e02b2c3d479";
const KYC =
  "/api/platform/users/kyc/f47ac10b-58cc-4372-a567-0e02b2c3d479?isExample=true&version=1.0.5";
const CREATE = "/api/platform/users/create";
const CREATE_WITH_QUERY = "/api/platform/users/create?isExample=true&version=1.0.5";
const B1 =
  '{"name":"John Doe","email":"john@example.com","phone":"9876543210","phone_country_code":"+1"}';
const B2 =
  '{"name":"John Doe","email":"john@example.com","phone":"9876543210","phone_country_code":"+91"}';
const B3 = `{
  "name": "John Doe",
  "email": "john@example.com",
  "phone": "9876543210",
  "phone_country_code": "+91"
}`;
const HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

// Computed with node:crypto and with `openssl dgst -sha256 -hmac`, which agree.
const vectors = [
  {
    id: "PW-1A",
    whenEmpty: "omit",
    request: { method: "GET", target: INQUIRY },
    message: `GET${INQUIRY}`,
    signature: "9f2a8658439b408e9e8a1927300dbadd14ee071ca078dc820ba7e0dc32b56383",
  },
  {
    id: "PW-1B",
    whenEmpty: "hash",
    request: { method: "GET", target: INQUIRY },
    message: `GET${INQUIRY}${HASH_OF_NOTHING}`,
    signature: "b25fd32e7c3ba9cb025b6898be2787da40d24e88cfaf309c0998d91d99d2933d",
  },
  {
    id: "PW-2A",
    whenEmpty: "omit",
    request: { method: "GET", target: KYC },
    message: `GET${KYC}`,
    signature: "1d070dc4de7b17e38fe2f351539b162b74da18bceba4d3c0f8137bcba9590794",
  },
  {
    id: "PW-2B",
    whenEmpty: "hash",
    request: { method: "GET", target: KYC },
    message: `GET${KYC}${HASH_OF_NOTHING}`,
    signature: "65f0da48d33402639ca39b4e10b6a0fb3487363b71641d84fae6729263eb086b",
  },
  {
    id: "PW-3",
    whenEmpty: "omit",
    request: { method: "POST", target: CREATE, body: B1 },
    message:
      "POST/api/platform/users/create" +
      "23c0039849c71a2734dcaa864b61045a9fba7bece4c95d63da00c230264ecea8",
    signature: "864c19579350a242086923e808705479d2cb463ad490b8c982d51f39297ae90a",
  },
  {
    id: "PW-4",
    whenEmpty: "omit",
    request: { method: "POST", target: CREATE_WITH_QUERY, body: B2 },
    message:
      "POST/api/platform/users/create?isExample=true&version=1.0.5" +
      "7bad9f087671627c51648de87b95a8a7472bd881328fa20fc3d7268e8ce88cac",
    signature: "b47e3e756298d185626462c8a57bfede77f8b92866207a0abc764e5709f038aa",
  },
  {
    id: "PW-5",
    whenEmpty: "omit",
    request: { method: "POST", target: CREATE_WITH_QUERY, body: B3 },
    message:
      "POST/api/platform/users/create?isExample=true&version=1.0.5" +
      "bb732e78629362e76097d806292a6994d225795db7775a623e066a447e1f9b36",
    signature: "456e36caee690e8c3f8e4bf62bbf4c4c6049f24406350e2a7ab9f0f2a1eb842e",
  },
];

test.each(vectors)("reproduces Paywint's vector $id", (vector) => {
  const scheme = hmacScheme({
    credential: "secretKey",
    algorithm: "SHA-256",
    message: ["{method}", "{path}", "{query}", "{bodyHash}"],
    bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: vector.whenEmpty },
    encoding: "hex",
  });
  const { bytes, shown } = canonicalMessage(scheme, {
    request: incoming(vector.request),
    credentials: new Map(),
    secretHeaders: new Set(),
  });
  expect(bytes.toString()).toBe(vector.message);
  expect(shown).toBe(vector.message);
  expect(expectedSignature(scheme, { key: KEY, message: bytes })).toBe(vector.signature);
});
