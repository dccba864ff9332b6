import { createHmac } from "node:crypto";
import { readdirSync } from "node:fs";
import { inklink } from "@countersign/inklink";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { webHash } from "../../src/signing/mac.ts";
import { rareWords, signAnyRequest } from "../../src/signing/sign-any-request.ts";
import { signatureValue } from "../../src/signing/signature-value.ts";
import { signingInput } from "../../src/signing/signing-input.ts";
import { signingKey } from "../../src/signing/signing-key.ts";
import {
  bytesOf,
  encodedByNode,
  headerVectors,
  keyedFiles,
  signatureIn,
  vectorFiles,
} from "./vectors.ts";

type Vector = (typeof headerVectors)[number];

function requestOf({ input }: Vector) {
  const { method, url, headers, body } = input;
  return { method, url, headers: new Headers(headers), body: bytesOf(body) };
}

function keyOf({ declaration, secret }: Vector): Uint8Array<ArrayBuffer> {
  return signingKey(declaration, secret) ?? expect.fail("the secret is not a valid key");
}

// Node's digests do not have every encoding.
const implementations = { "the platform": rareWords().hash, "Web Crypto": webHash };

describe.each(Object.entries(implementations))("with %s", (_, hash) => {
  describe.each(headerVectors)("$title", (vector) => {
    const request = requestOf(vector);
    const { timestamp: location } = vector.declaration;
    if (location?.parameter !== undefined) {
      rareWords().place(request, location, vector.input.timestamp);
    }
    const parts = {
      request,
      credentials: new Map(Object.entries(vector.input.credentials ?? {})),
      timestamp: vector.input.timestamp,
      nonce: vector.input.nonce,
      ...rareWords({ path: vector.input.template ?? "" }),
      hash,
    };

    it("has the published canonical message", async () => {
      const message = await signingInput(vector.declaration, parts);
      const bytes = typeof message === "string" ? utf8(message) : message;
      expect(bytes).toEqual(bytesOf(vector.canonical));
    });

    it("has the published signature", async () => {
      const value = await signatureValue(vector.declaration, keyOf(vector), parts);
      expect(value).toBe(signatureIn(vector));
    });
  });
});

describe.each(headerVectors.filter(({ words }) => words === "x-countersign-hmac"))(
  "$title",
  (vector) => {
    it("is signed with exactly the published headers and URL", async () => {
      const { header, parameter, ...hmac } = vector.declaration;
      const { timestamp = "0", nonce = "", credentials = {}, headers, template } = vector.input;
      const request = requestOf(vector);
      const unitInMs = hmac.timestamp?.unit === "ms" ? 1 : 1000;
      const sentIn = header === undefined ? { parameter: parameter ?? "" } : { header };
      await signAnyRequest(request, [{ type: "hmac", ...sentIn, hmac }], {
        operation: { path: template ?? "" },
        title: "The API",
        credentials: new Map(Object.entries({ ...credentials, [hmac.credential]: vector.secret })),
        clock: { now: () => Number(timestamp) * unitInMs, nonce: () => nonce },
      });
      const expected = new Headers({ ...headers, ...vector.headers });
      expect([...request.headers]).toEqual([...expected]);
      expect(request.url).toBe(vector.url ?? vector.input.url);
    });
  },
);

describe.each(headerVectors)("$title", (vector) => {
  it("has the signature that node:crypto computes from the canonical message", () => {
    const { algorithm, keyEncoding, keyPrefix = "", encoding, value } = vector.declaration;
    const secret = vector.secret.startsWith(keyPrefix)
      ? vector.secret.slice(keyPrefix.length)
      : vector.secret;
    const mac = createHmac(algorithm.replace("-", ""), Buffer.from(secret, keyEncoding))
      .update(bytesOf(vector.canonical))
      .digest();
    const signature = encodedByNode(mac, encoding);
    const { timestamp = "", nonce = "" } = vector.input;
    expect(signatureIn(vector)).toBe(
      value
        .replace("{timestamp}", timestamp)
        .replace("{nonce}", nonce)
        .replace("{signature}", signature),
    );
  });
});

describe("the corpus", () => {
  it("has all documented schemes", () => {
    const names = ["paywint", "persona-webhooks", "standard-webhooks", "stripe", "github", "slack"];
    names.push("sumsub", "veriff", "onfido-webhooks", "rfc4231", "rfc2202", "every-word");
    names.push("adyen", "mailgun", "paddle", "square", "sumsub-webhooks", "twilio");
    names.push("twitch-eventsub", "tuya", "binance");
    expect(vectorFiles.map(({ scheme }) => scheme).sort()).toEqual(names.sort());
    expect(keyedFiles.map(({ scheme }) => scheme).sort()).toEqual([
      "rfc8032",
      "standard-webhooks-v1a",
    ]);
  });

  it.each(vectorFiles)("has the documented fields in $scheme", (file) => {
    const string = expect.any(String);
    const location = "parameter" in file.declaration ? "parameter" : "header";
    const content = expect.toSatisfy(
      (value) => typeof value === "string" || /^([0-9a-f]{2})+$/.test(value.hex),
    );
    expect(file).toEqual({
      scheme: string,
      words: expect.stringMatching(/^x-countersign-(hmac|webhooks)$/),
      source: expect.toSatisfy((links) => links.every((link: string) => URL.canParse(link))),
      note: string,
      ...(file.body && { body: expect.stringMatching(/^(form|text)$/) }),
      declaration: expect.objectContaining({
        [file.declaration.pointer ? "pointer" : location]: string,
        credential: string,
        value: string,
      }),
      cases: file.cases.map(({ declaration, input, url }) => ({
        name: string,
        origin: expect.stringMatching(/^(published|computed)$/),
        ...(declaration && { declaration: expect.any(Object) }),
        secret: string,
        input: {
          ...input,
          method: string,
          url: string,
          headers: expect.any(Object),
          body: content,
        },
        canonical: content,
        headers: expect.objectContaining(
          file.declaration.header ? { [file.declaration.header]: string } : {},
        ),
        ...(url !== undefined && { url: expect.toSatisfy((link: string) => URL.canParse(link)) }),
      })),
    });
    expect(readdirSync(new URL("../../vectors/", import.meta.url))).toContain(
      `${file.scheme}.json`,
    );
  });

  it("can be imported from the package", async () => {
    const name = "countersign/vectors/github";
    const module = await import(name, { with: { type: "json" } });
    expect(module.default).toEqual(vectorFiles.find(({ scheme }) => scheme === "github"));
  });

  it.each([
    ["paywint", { header: "X-Signature", ...paywint.securitySchemes.signature.hmac }],
    ["persona-webhooks", persona.webhooks.signature],
    ["standard-webhooks", inklink.webhooks.signature],
  ])("declares %s as its provider's spec does", (name, declared) => {
    expect(vectorFiles.find(({ scheme }) => scheme === name)?.declaration).toEqual(declared);
  });
});
