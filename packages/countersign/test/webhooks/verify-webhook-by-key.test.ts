import { createHash } from "node:crypto";
import { CompactSign, exportJWK, generateKeyPair, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import type { AsymmetricSignature } from "../../src/provider-table/provider.ts";
import { createMemoryReplayGuard } from "../../src/webhooks/replay-guard.ts";
import {
  type VerifyWebhookByKeyOptions,
  verifyWebhookByKey,
} from "../../src/webhooks/verify-webhook-by-key.ts";

// Plaid's form of a signature: https://plaid.com/docs/api/webhooks/webhook-verification/. The tokens are jose's.

const HEADER = "Plaid-Verification";
const NOW = 1_767_225_600;
const body = '{"webhook_code":"UPDATE"}';
const hash = createHash("sha256").update(body).digest("hex");

function providerOf(algorithm: "ES256" | "Ed25519" = "ES256") {
  const asymmetric: AsymmetricSignature = {
    kind: "jwt",
    header: HEADER,
    algorithm,
    bodyHash: { claim: "request_body_sha256", algorithm: "SHA-256", encoding: "hex" },
  };
  return { name: "acme", title: "The API", webhooks: { asymmetric } };
}

const ours = await generateKeyPair("ES256", { extractable: true });
const other = await generateKeyPair("ES256", { extractable: true });
const publicKey = { ...(await exportJWK(ours.publicKey)), kty: "EC", kid: "key-1" };

function token(claims: object = {}, header: object = {}): Promise<string> {
  return new SignJWT({ iat: NOW, request_body_sha256: hash, ...claims })
    .setProtectedHeader({ alg: "ES256", typ: "JWT", kid: "key-1", ...header })
    .sign(ours.privateKey);
}

function verify(
  jwt: string,
  options: Partial<VerifyWebhookByKeyOptions> & { readonly sent?: string } = {},
) {
  const { sent = body, ...rest } = options;
  const delivery = { body: sent, headers: { [HEADER]: jwt } };
  return verifyWebhookByKey(providerOf(), delivery, {
    publicKey,
    now: () => NOW * 1000,
    ...rest,
  });
}

describe("a token", () => {
  it("is accepted", async () => {
    expect(await verify(await token())).toEqual({
      event: null,
      name: undefined,
      id: undefined,
      body: { webhook_code: "UPDATE" },
    });
  });

  it("is accepted in EdDSA, under both of its names", async () => {
    const pair = await generateKeyPair("Ed25519", { extractable: true });
    const key = { ...(await exportJWK(pair.publicKey)), kty: "OKP" };
    for (const alg of ["EdDSA", "Ed25519"]) {
      const jwt = await new SignJWT({ iat: NOW, request_body_sha256: hash })
        .setProtectedHeader({ alg })
        .sign(pair.privateKey);
      const delivery = { body, headers: { [HEADER]: jwt } };
      const options = { publicKey: key, now: () => NOW * 1000 };
      await expect(
        verifyWebhookByKey(providerOf("Ed25519"), delivery, options),
      ).resolves.toBeDefined();
    }
  });

  it.each([
    ["of another body", {}, { sent: `${body} ` }, "signature_mismatch"],
    ["without a hash of the body", { request_body_sha256: undefined }, {}, "signature_mismatch"],
    ["with a hash that is no string", { request_body_sha256: [hash] }, {}, "signature_mismatch"],
    ["without a time", { iat: undefined }, {}, "header_malformed"],
    ["with a time that is no number", { iat: String(NOW) }, {}, "header_malformed"],
    ["that is old", { iat: NOW - 301 }, {}, "timestamp_stale"],
    ["of the future", { iat: NOW + 301 }, {}, "timestamp_in_future"],
    ["that has expired", { exp: NOW }, {}, "timestamp_stale"],
    ["that is not valid yet", { nbf: NOW + 1 }, {}, "timestamp_in_future"],
    ["with an unusable expiry", { exp: "never" }, {}, "header_malformed"],
    ["when the clock is broken", {}, { now: () => Number.NaN }, "timestamp_stale"],
  ])("is refused %s", async (_, claims, options, reason) => {
    await expect(verify(await token(claims), options)).rejects.toMatchObject({ reason });
  });

  it("is accepted at the limit of the tolerance", async () => {
    await expect(verify(await token({ iat: NOW - 300 }))).resolves.toBeDefined();
    await expect(
      verify(await token({ iat: NOW - 1 }), { toleranceSeconds: 0 }),
    ).rejects.toMatchObject({ reason: "timestamp_stale" });
  });

  it("is refused if its key is another's", async () => {
    const jwt = await new SignJWT({ iat: NOW, request_body_sha256: hash })
      .setProtectedHeader({ alg: "ES256", kid: "key-1" })
      .sign(other.privateKey);
    await expect(verify(jwt)).rejects.toMatchObject({ reason: "signature_mismatch" });
  });

  it("is refused if it names a key that the caller does not have", async () => {
    const jwt = await token({}, { kid: "key-2" });
    await expect(verify(jwt)).rejects.toMatchObject({ reason: "signature_mismatch" });
  });

  it("does not choose its algorithm", async () => {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = encode({ iat: NOW, request_body_sha256: hash });
    const unsigned = `${encode({ alg: "none" })}.${claims}.`;
    // The confusion of a public key with the secret of a MAC.
    const mac = await new CompactSign(Buffer.from(claims, "base64url"))
      .setProtectedHeader({ alg: "HS256" })
      .sign(Buffer.from(JSON.stringify(publicKey)));
    for (const jwt of [unsigned, unsigned.replace(/\.$/, `.${mac.split(".")[2]}`), mac]) {
      await expect(verify(jwt)).rejects.toMatchObject({ reason: "header_malformed" });
    }
  });

  it.each([
    ["nothing", ""],
    ["two parts", "a.b"],
    ["four parts", "a.b.c.d"],
    ["no JSON", "e30.e30.e30"],
  ])("is refused with %s", async (_, jwt) => {
    await expect(verify(jwt)).rejects.toMatchObject({ reason: "header_malformed" });
  });

  it("is refused with a critical extension, with padding, or with a changed part", async () => {
    const jwt = await token();
    const [head = "", claims = "", signature = ""] = jwt.split(".");
    const critical = Buffer.from(
      JSON.stringify({ alg: "ES256", kid: "key-1", crit: ["exp"] }),
    ).toString("base64url");
    const changed = Buffer.from(
      JSON.stringify({ iat: NOW, request_body_sha256: hash, x: 1 }),
    ).toString("base64url");
    for (const [forged, reason] of [
      [`${critical}.${claims}.${signature}`, "header_malformed"],
      [`${head}.${claims}.${signature}==`, "header_malformed"],
      [`${head}.${changed}.${signature}`, "signature_mismatch"],
      [`${head}.${claims}.${signature.slice(0, 84)}`, "signature_mismatch"],
    ]) {
      await expect(verify(String(forged))).rejects.toMatchObject({ reason });
    }
  });

  it("is accepted once with a replay guard, until it is stale", async () => {
    const replayGuard = createMemoryReplayGuard({ now: () => NOW * 1000 });
    const jwt = await token();
    await expect(verify(jwt, { replayGuard })).resolves.toBeDefined();
    await expect(verify(jwt, { replayGuard })).rejects.toMatchObject({ reason: "replayed" });
  });
});

describe("the option publicKey", () => {
  it("is a function of the key's ID, or several keys, of which one fits", async () => {
    const seen: unknown[] = [];
    const jwt = await token();
    const rsa = { kty: "RSA", n: "AQAB", e: "AQAB" };
    const keys = [rsa, { ...(await exportJWK(other.publicKey)), kty: "EC" }, publicKey];
    await verify(jwt, {
      publicKey: (keyId) => {
        seen.push(keyId);
        return keys;
      },
    });
    await verify(jwt, { publicKey: keys });
    expect(seen).toEqual(["key-1"]);
  });

  it.each([
    ["undefined", () => undefined],
    ["no keys", () => []],
    ["keys of other types", () => [{ kty: "RSA", n: "AQAB", e: "AQAB" }]],
  ])("may return %s for an ID that it does not know", async (_, source) => {
    await expect(verify(await token(), { publicKey: source })).rejects.toMatchObject({
      reason: "signature_mismatch",
    });
  });

  it.each([
    ["no key", [], "must contain a key"],
    ["a string", "MFkw", "must be a JSON Web Key"],
    ["a number", 1 as never, "must be a JSON Web Key or a string"],
    ["a point that is not on the curve", { ...publicKey, x: publicKey.y }, "is not a public key"],
  ])("is refused as %s", async (_, source, problem) => {
    await expect(verify(await token(), { publicKey: source })).rejects.toMatchObject({
      name: "CredentialError",
      message: expect.stringContaining(`The option \`publicKey\` ${problem}`),
    });
  });

  it("is refused if it throws, with the cause", async () => {
    const cause = new Error("vault");
    const failing = () => Promise.reject(cause);
    await expect(verify(await token(), { publicKey: failing })).rejects.toMatchObject({
      name: "CredentialError",
      cause,
    });
  });
});

// https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint
describe("a signature in a header", async () => {
  const { createPrivateKey, sign } = await import("node:crypto");
  const pair = await generateKeyPair("Ed25519", { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const privateKey = createPrivateKey({ key: { ...jwk }, format: "jwk" });
  const hex = Buffer.from(String(jwk.x), "base64url").toString("hex");
  const asymmetric: AsymmetricSignature = {
    kind: "detached",
    header: "X-Signature-Ed25519",
    algorithm: "Ed25519",
    keyEncoding: "hex",
    message: ["{timestamp}", "{body}"],
    separator: "",
    encoding: "hex",
    value: "{signature}",
    timestamp: { header: "X-Signature-Timestamp", unit: "s" },
  };
  const provider = { name: "acme", title: "The API", webhooks: { asymmetric } };
  const send = (timestamp: string, changed: object = {}, key: string = hex) =>
    verifyWebhookByKey(
      provider,
      {
        body,
        headers: {
          "x-signature-timestamp": timestamp,
          "x-signature-ed25519": sign(null, Buffer.from(timestamp + body), privateKey).toString(
            "hex",
          ),
          ...changed,
        },
      },
      { publicKey: key, now: () => NOW * 1000 },
    );

  it("is accepted in time, and only then", async () => {
    await expect(send(String(NOW))).resolves.toMatchObject({ body: { webhook_code: "UPDATE" } });
    await expect(send(String(NOW - 301))).rejects.toMatchObject({ reason: "timestamp_stale" });
  });

  it.each([
    ["with a changed time", { "x-signature-timestamp": String(NOW + 1) }, "signature_mismatch"],
    ["of zeros", { "x-signature-ed25519": "00".repeat(64) }, "signature_mismatch"],
    ["that is short", { "x-signature-ed25519": "00" }, "signature_mismatch"],
    ["that is not hexadecimal", { "x-signature-ed25519": "zz" }, "header_malformed"],
    ["without a time", { "x-signature-timestamp": "soon" }, "header_malformed"],
  ])("is refused %s", async (_, changed, reason) => {
    await expect(send(String(NOW), changed)).rejects.toMatchObject({ reason });
  });

  it.each([["not hexadecimal"], [hex.slice(2)]])("needs a whole key, not %s", async (key) => {
    await expect(send(String(NOW), {}, key)).rejects.toMatchObject({ name: "CredentialError" });
  });
});
