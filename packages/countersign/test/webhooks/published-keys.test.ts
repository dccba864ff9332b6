import { describe, expect, it } from "vitest";
import { utf8 } from "../../src/signing/encoding.ts";
import { readPublicKeys } from "../../src/webhooks/public-keys.ts";
import { readJwt } from "../../src/webhooks/read-jwt.ts";
import { verifyWebhookByKey } from "../../src/webhooks/verify-webhook-by-key.ts";
import { bytesOf, keyedFiles } from "../signing/vectors.ts";

// Signatures that standards and providers publish.

describe.each(keyedFiles)("$scheme", ({ declaration, cases }) => {
  const provider = { name: "acme", title: "The API", webhooks: { asymmetric: declaration } };

  it.each(cases)("accepts the signature of $name, and of nothing else", async (vector) => {
    const { input, headers, publicKey } = vector;
    const { timestamp = "0" } = input;
    const outcomeOf = async (sent: Uint8Array, others: object = {}): Promise<unknown> => {
      const delivery = { body: sent, headers: { ...input.headers, ...headers, ...others } };
      const options = { publicKey, now: () => Number(timestamp) * 1000 };
      try {
        return (await verifyWebhookByKey(provider, delivery, options)).body;
      } catch (error) {
        return Reflect.get(Object(error), "reason");
      }
    };
    const body = bytesOf(input.body);
    // Bodies are parsed after they are authenticated, and the RFC's are not JSON.
    const isJson = typeof input.body === "string" && input.body !== "";
    expect(await outcomeOf(body)).toEqual(
      isJson ? JSON.parse(String(input.body)) : "body_not_json",
    );
    expect(await outcomeOf(Buffer.concat([body, Buffer.of(32)]))).toBe("signature_mismatch");
    for (const [name, value] of Object.entries(input.headers)) {
      const changed = { [name]: value.replace(/.$/, (last) => (last === "1" ? "2" : "1")) };
      expect(await outcomeOf(body, changed)).toBe("signature_mismatch");
    }
  });
});

describe("RFC 7515, appendix A.3", () => {
  const token =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
  const publicKey = {
    kty: "EC",
    crv: "P-256",
    x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    // The appendix has the private key; it must not matter.
    d: "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
  };
  const scheme = {
    kind: "jwt",
    header: "X-Token",
    algorithm: "ES256",
    bodyHash: { claim: "hash", algorithm: "SHA-256", encoding: "hex" },
  } as const;

  it("verifies the token, and reads its claims", async () => {
    const read = readJwt(token, scheme) ?? expect.fail("the token cannot be parsed");
    const [verify] = await readPublicKeys(publicKey, scheme, undefined);
    expect(await verify?.(read.signature, read.message)).toBe(true);
    expect(await verify?.(read.signature, utf8("another"))).toBe(false);
    expect(read.claims()).toEqual({
      iss: "joe",
      exp: 1300819380,
      "http://example.com/is_root": true,
    });
  });
});
