import { describe, expect, it } from "vitest";
import { type Credentials, createAuthenticator } from "../../src/authentication/authenticate.ts";
import type { Hmac, Operation, Provider } from "../../src/provider-table/provider.ts";
import { type SignRequest, signRequest as sign } from "../../src/signing/sign-request.ts";
import { platformClock, type SigningClock } from "../../src/signing/signing-clock.ts";

const hmac: Hmac = {
  credential: "secret",
  algorithm: "SHA-256",
  keyEncoding: "utf8",
  message: ["{timestamp}{nonce}{bodyHash}"],
  separator: "",
  bodyHash: { algorithm: "SHA-256", encoding: "hex", whenEmpty: "omit" },
  encoding: "hex",
  value: "{signature}",
  timestamp: { header: "X-Timestamp", unit: "s" },
  nonce: { header: "X-Nonce" },
};

const operation = { method: "POST", path: "/a", security: [["signature"]] };

function providerWith(changes: Partial<Hmac> = {}): Provider {
  return {
    name: "acme",
    title: "Acme API",
    version: "1",
    servers: {},
    defaultHeaders: {},
    securitySchemes: {
      signature: { type: "hmac", header: "X-Signature", hmac: { ...hmac, ...changes } },
    },
    requiredCredentials: ["secret"],
    operations: { a: operation },
  };
}

function emptyRequest(headers: Record<string, string> = {}) {
  const body = new Uint8Array();
  return { method: "POST", url: "https://api.test/a", headers: new Headers(headers), body };
}

/** Authenticates a request for an operation, as a client with these credentials would. */
async function authenticate(
  request: ReturnType<typeof emptyRequest>,
  context: {
    provider: Provider;
    operation: Operation;
    credentials: Credentials;
    signRequest: SignRequest | undefined;
    emptyBodyHash?: "hash";
  },
): Promise<void> {
  const { provider, operation: called, ...options } = context;
  await createAuthenticator(provider, options)(request, called);
}

const credentials = { secret: "key" };
const signBy =
  (clock: SigningClock): SignRequest =>
  (request, schemes, signing) =>
    sign(request, schemes, { ...signing, clock });
const signRequest = signBy({ now: () => 1_767_225_600_987, nonce: () => "n-1" });

describe("authenticate", () => {
  it("sets timestamp and nonce, and signs them", async () => {
    const request = emptyRequest({ "x-timestamp": "from the caller" });
    await authenticate(request, { provider: providerWith(), operation, credentials, signRequest });
    expect(Object.fromEntries(request.headers)).toEqual({
      "x-timestamp": "1767225600",
      "x-nonce": "n-1",
      // printf 1767225600n-1 | openssl dgst -sha256 -hmac key
      "x-signature": "a0597cfe2f067d5fa806cbf577e2fce79a60e2193a587ae23ab0722d07dd32f1",
    });
  });

  it("uses the caller's option for the body hash of a request without a body", async () => {
    const request = emptyRequest();
    const context = { provider: providerWith(), operation, credentials, signRequest };
    await authenticate(request, { ...context, emptyBodyHash: "hash" });
    // printf '1767225600n-1'"$(printf '' | sha256sum | cut -c-64)" | openssl dgst -sha256 -hmac key
    expect(request.headers.get("x-signature")).toBe(
      "1c86e38dd581e83500a16ca6a1452b1ce1514b4fa3efaf908561c376c7e493c8",
    );
  });

  it("sends the time in milliseconds if declared so", async () => {
    const provider = providerWith({ timestamp: { header: "X-Timestamp", unit: "ms" } });
    const request = emptyRequest();
    await authenticate(request, { provider, operation, credentials, signRequest });
    expect(request.headers.get("x-timestamp")).toBe("1767225600987");
  });

  it("sends no separate headers for a timestamp and a nonce in the signature header", async () => {
    const changes = {
      timestamp: { unit: "s" },
      nonce: {},
      value: "{timestamp}.{nonce}.{signature}",
    };
    const provider = providerWith(changes as Partial<Hmac>);
    const request = emptyRequest();
    await authenticate(request, { provider, operation, credentials, signRequest });
    expect(Object.fromEntries(request.headers)).toEqual({
      "x-signature":
        "1767225600.n-1.a0597cfe2f067d5fa806cbf577e2fce79a60e2193a587ae23ab0722d07dd32f1",
    });
  });

  it("uses a new timestamp, nonce and signature for every attempt", async () => {
    let calls = 0;
    const ticking = { now: () => 1000 * ++calls, nonce: () => `n-${calls}` };
    const context = {
      provider: providerWith(),
      operation,
      credentials,
      signRequest: signBy(ticking),
    };
    const request = emptyRequest();
    await authenticate(request, context);
    const first = Object.fromEntries(request.headers);
    await authenticate(request, context);
    const second = Object.fromEntries(request.headers);
    expect([first["x-timestamp"], second["x-timestamp"]]).toEqual(["1", "2"]);
    expect([first["x-nonce"], second["x-nonce"]]).toEqual(["n-1", "n-2"]);
    expect(first["x-signature"]).not.toBe(second["x-signature"]);
  });

  it("uses the same timestamp and nonce for both signatures of an attempt", async () => {
    const provider = providerWith();
    const second = { type: "hmac", header: "X-Second", hmac } as const;
    const securitySchemes = { ...provider.securitySchemes, second };
    const both = { ...operation, security: [["signature", "second"]] };
    let calls = 0;
    const ticking = { now: () => 1000 * ++calls, nonce: () => `n-${calls}` };
    const request = emptyRequest();
    await authenticate(request, {
      provider: { ...provider, securitySchemes },
      operation: both,
      credentials,
      signRequest: signBy(ticking),
    });
    expect(request.headers.get("x-nonce")).toBe("n-1");
    expect(request.headers.get("x-second")).toBe(request.headers.get("x-signature"));
  });

  it("sends a nonce only with the signature that has one", async () => {
    const provider = providerWith();
    const { nonce: _, timestamp: __, ...plain } = hmac;
    const bare = { ...plain, message: ["{method}"] };
    const securitySchemes = {
      ...provider.securitySchemes,
      bare: { type: "hmac", header: "X-Bare", hmac: bare },
    } as const;
    const request = emptyRequest();
    await authenticate(request, {
      provider: { ...provider, securitySchemes },
      operation: { ...operation, security: [["bare", "signature"]] },
      credentials,
      signRequest,
    });
    expect([...request.headers.keys()]).toEqual([
      "x-bare",
      "x-nonce",
      "x-signature",
      "x-timestamp",
    ]);
  });

  it("names the expected encoding of a secret that is not a valid key", async () => {
    const provider = providerWith({ keyEncoding: "hex" });
    const context = { provider, operation, credentials: { secret: "xyz" }, signRequest };
    await expect(authenticate(emptyRequest(), context)).rejects.toThrow(
      "Acme API: the option `secret` must be hex; copy it in full.",
    );
  });

  it("names the expected prefix and encoding of a secret that is not a valid key", async () => {
    const provider = providerWith({ keyEncoding: "base64", keyPrefix: "whsec_" });
    const context = { provider, operation, credentials: { secret: "whsec_!" }, signRequest };
    await expect(authenticate(emptyRequest(), context)).rejects.toThrow(
      "Acme API: the option `secret` must be whsec_ followed by base64; copy it in full.",
    );
  });
});

it("rejects a request that requires a signature if the client cannot sign", async () => {
  const context = { provider: providerWith(), operation, credentials, signRequest: undefined };
  await expect(authenticate(emptyRequest(), context)).rejects.toThrow(
    "This client lacks a feature.",
  );
});

describe("the platform's clock", () => {
  it("returns the time in milliseconds", () => {
    expect(Math.abs(platformClock.now() - Date.now())).toBeLessThan(1000);
  });

  it("creates unique nonces of 16 bytes in hexadecimal", () => {
    const nonces = Array.from({ length: 1000 }, () => platformClock.nonce());
    expect(new Set(nonces).size).toBe(1000);
    for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });
});

it("signs with a rotated secret from the next attempt on", async () => {
  const secrets = ["key", "key", "other", "key"];
  const authenticateNext = createAuthenticator(providerWith(), {
    credentials: { secret: () => secrets.shift() ?? "" },
    signRequest,
  });
  const signatures: (string | null)[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const request = emptyRequest();
    await authenticateNext(request, operation);
    signatures.push(request.headers.get("x-signature"));
  }
  // printf 1767225600n-1 | openssl dgst -sha256 -hmac key; likewise with -hmac other
  const byKey = "a0597cfe2f067d5fa806cbf577e2fce79a60e2193a587ae23ab0722d07dd32f1";
  const byOther = "5f8b6e0184210e01758559c4181417212e06fce16e83a408031fb6414080e140";
  expect(signatures).toEqual([byKey, byKey, byOther, byKey]);
});
