import { describe, expect, test } from "vitest";
import { explainRequest } from "../src/authentication/explain-request.ts";
import { visibleBytes } from "../src/authentication/visible-bytes.ts";
import type { SignatureScheme } from "../src/operations/security-schemes.ts";
import { hmacScheme, incoming } from "./fixtures/scheme.ts";

const DECLARED = {
  credential: "secretKey",
  algorithm: "SHA-256",
  encoding: "hex",
  message: ["{method}", "{path}", "{bodyHash}"],
  separator: "\n",
  bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
};

// printf '{"a":1}' | openssl dgst -sha256
const BODY_HASH = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
// printf "POST\n/base/signed\n%s" $BODY_HASH | openssl dgst -sha256 -hmac key
const RIGHT = "08c8abdb4578b165c56e7fdaee82e3e57b3ca5f04fe3df434b3ccad265d27747";
// printf "POST\n/base/signed\n%s" $BODY_HASH | base64
const MESSAGE =
  "UE9TVAovYmFzZS9zaWduZWQKMDE1YWJkN2Y1Y2M1N2EyZGQ5NGI3NTkwZjA0YWQ4MDg0MjczOTA1ZWUzM2VjNWNlYmVhZTYyMjc2YTk3Zjg2Mg==";

function signedBy(hmac: object): SignatureScheme {
  const { credential } = DECLARED;
  return {
    ...{ kind: "signature", header: "X-Signature", credential },
    hmac: hmacScheme({ ...DECLARED, ...hmac }),
  };
}

interface Given {
  readonly hmac?: object;
  readonly method?: string;
  readonly body?: string;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

function explain({ hmac = {}, headers = {}, key = "key", ...request }: Given) {
  const { method = "POST", body = '{"a":1}' } = request;
  const [explanation] = explainRequest(
    { security: [[signedBy(hmac)]], path: "/signed" },
    incoming({ method, body, target: "/base/signed", headers }),
    { credentials: new Map([["secretKey", key]]), secretHeaders: new Set(["x-signature"]) },
  );
  if (explanation === undefined) throw new Error("The operation is signed.");
  return explanation;
}

test("shows each step of a signature that matches", () => {
  expect(explain({ headers: { "x-signature": RIGHT } })).toEqual({
    location: "Header X-Signature",
    algorithm: "HMAC-SHA256",
    key: { credential: "secretKey", value: "key", encoding: "utf8", prefix: "" },
    parts: [
      { name: "{method}", from: "the method, in upper case", at: 0, ...shown("POST", "UE9TVA==") },
      { name: "separator", from: "between two parts", at: 4, ...shown("␊", "Cg==") },
      {
        name: "{path}",
        from: "the path as sent, without the query",
        at: 5,
        ...shown("/base/signed", "L2Jhc2Uvc2lnbmVk"),
      },
      { name: "separator", from: "between two parts", at: 17, ...shown("␊", "Cg==") },
      {
        name: "{bodyHash}",
        from: "SHA256 of the body (7 bytes), in hex",
        at: 18,
        text: BODY_HASH,
        base64: expect.stringMatching(/^MDE1YWJk/),
        length: 64,
      },
    ],
    message: { text: `POST␊/base/signed␊${BODY_HASH}`, base64: MESSAGE, length: 82 },
    mac: RIGHT,
    encoding: "hex",
    form: "{signature}",
    expected: RIGHT,
    received: RIGHT,
    matches: true,
  });
});

function shown(text: string, base64: string) {
  return { text, base64, length: Buffer.from(base64, "base64").length };
}

test("shows where a signature differs", () => {
  const received = RIGHT.replace("45", "54");
  expect(explain({ headers: { "x-signature": received } })).toMatchObject({
    matches: false,
    expected: RIGHT,
    received,
    difference: { at: 8, expected: RIGHT.slice(0, 28), received: received.slice(0, 28) },
  });
});

describe("the message that the client has signed", () => {
  const compare = (message: string) =>
    explain({ headers: { "x-signature": "0", "x-sandbox-message": message } });

  test("is compared byte by byte", () => {
    // printf "POST\r\n/base/signed\r\n%s" $BODY_HASH | base64
    const windows =
      "UE9TVA0KL2Jhc2Uvc2lnbmVkDQowMTVhYmQ3ZjVjYzU3YTJkZDk0Yjc1OTBmMDRhZDgwODQyNzM5MDVlZTMzZWM1Y2ViZWFlNjIyNzZhOTdmODYy";
    expect(compare(windows).sent).toEqual({
      message: { text: `POST␍␊/base/signed␍␊${BODY_HASH}`, base64: windows, length: 84 },
      matches: false,
      difference: {
        at: 4,
        part: "separator",
        expected: "POST␊/base/signed␊015abd",
        received: "POST␍␊/base/signed␍␊015a",
      },
    });
  });

  test("may be too long", () => {
    const longer = Buffer.from(`${Buffer.from(MESSAGE, "base64")}\n`).toString("base64");
    expect(compare(longer).sent?.difference).toEqual({
      at: 82,
      part: "end",
      expected: BODY_HASH.slice(-12),
      received: `${BODY_HASH.slice(-12)}␊`,
    });
  });

  test("may be right, so that the key is not", () => {
    const { sent, hint } = compare(MESSAGE);
    expect(sent).toMatchObject({ matches: true });
    expect(hint).toBe(
      "The message is right, so the key is not: use the bytes of this sandbox's secretKey.",
    );
  });

  test("may be all that is wrong", () => {
    // printf "post\n/base/signed" | openssl dgst -sha256 -hmac key
    const signature = "474b06b4547b8c9333dd32aa282b5abce439fd4643afe97b27896603fbb85f45";
    const message = Buffer.from("post\n/base/signed").toString("base64");
    const { hint } = explain({
      headers: { "x-signature": signature, "x-sandbox-message": message },
    });
    expect(hint).toBe(
      "Only the message is wrong: the signature is right for what the client has signed.",
    );
  });

  test("must be base64", () => {
    expect(compare("POST /signed").sent).toEqual({ matches: false });
  });
});

describe("the hint", () => {
  test.each<[string, string, Given]>([
    [
      "The signature is right, but in base64: encode it in hex.",
      "CMir20V4sWXFbn/a7oLj5Xs8pfBP499DSzzK0mXSd0c=",
      {},
    ],
    ["The signature is right, but in hexUpper: encode it in hex.", RIGHT.toUpperCase(), {}],
    [
      "The key was read as utf8: it is base64.",
      "eb5aab3158e41aacb9adbb296334f25d60963747dac46c45173ff8f5b4f607d7",
      { hmac: { keyEncoding: "base64" }, key: "a2V5" },
    ],
    [
      'The key\'s prefix "whsec_" was not removed.',
      // … | openssl dgst -sha256 -hmac whsec_a2V5
      "55f862b7a4041dac8cc3c4a2be0e0b8ab36fb3ebd11462c57eff500c65c17cc2",
      { hmac: { keyEncoding: "base64", keyPrefix: "whsec_" }, key: "whsec_a2V5" },
    ],
    [
      "The HMAC was made with sha512: it is made with sha256.",
      "2ece81a410444070a7aa51725c096e4a4b7b010fa1c7916b9685857f542954a8d0e80c0fafeb1672a4ca38efde6124fcc5299a976dc7753e1f3eef73a0a6aeda",
      {},
    ],
    [
      'The parts of the message were joined with "", not with "\\n".',
      "7e50df517b18e05a602daebfa8058ac0f67c72e183a1b65b785858285521cb5b",
      {},
    ],
    [
      "The path was signed without /base, which belongs to it: sign the path as sent.",
      "9fecbf4cb984cd48f74b4a010fcac4d41e8fa2fea9111d7124ab7d66a5ff2e19",
      {},
    ],
    [
      "The hash of the body is in hexUpper: encode it in hex.",
      "e3e336afdf208687779ac02928572d4f94c5ccd6b7d200d1941e19aa21dc7e0e",
      {},
    ],
    [
      "The hash of an empty body is part of the message: omit it without a body.",
      // printf "GET\n/base/signed\n%s" $(openssl dgst -sha256 </dev/null …) | openssl dgst -sha256 -hmac key
      "399fc1a5a55ecdbc7e92b223858d20da67df2e76471f6f93e558e13f0f25fe30",
      { method: "GET", body: "" },
    ],
    [
      "The hash of the empty body is missing from the message.",
      // printf "GET\n/base/signed\n" | openssl dgst -sha256 -hmac key
      "68368d484a5b99304411242f8b313fc248fb20c45c604b5d7cfee870074a4aa1",
      {
        method: "GET",
        body: "",
        hmac: { bodyHash: { ...DECLARED.bodyHash, whenEmpty: "hash" } },
      },
    ],
  ])("is: %s", (hint, received, given) => {
    expect(explain({ ...given, headers: { "x-signature": received } }).hint).toBe(hint);
  });

  test("says that there is no signature", () => {
    expect(explain({})).toMatchObject({ matches: false, hint: "Header X-Signature is missing." });
  });

  test("says which form the value has", () => {
    const hmac = { value: "t={timestamp},v1={signature}", timestamp: { unit: "s" } };
    expect(explain({ hmac, headers: { "x-signature": RIGHT } }).hint).toBe(
      'Header X-Signature must have the form "t={timestamp},v1={signature}".',
    );
  });

  test("is absent where nothing is known", () => {
    // … | openssl dgst -sha256 -hmac other
    const received = "796a5ce2ce6de4d632fa6a24e7e52cd19a671619d7f28272c9f451b93c50be04";
    expect(explain({ headers: { "x-signature": received } }).hint).toBeUndefined();
  });
});

test.each([
  ["a\r\n\tb\0\x7f", "a␍␊␉b␀␡"],
  ["\ufeffé\u00a0\u200b", "\\u{feff}é\\u{a0}\\u{200b}"],
])("makes %j visible", (value, expected) => {
  expect(visibleBytes(Buffer.from(value))).toBe(expected);
});

test("shows bytes that are not UTF-8", () => {
  expect(visibleBytes(Uint8Array.from([0x61, 0xff, 0x0a]))).toBe("a\\xff␊");
});
