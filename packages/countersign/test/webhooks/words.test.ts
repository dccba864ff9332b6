import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Encoding, WebhookSignature, Webhooks } from "../../src/provider-table/provider.ts";
import { verifyWebhook } from "../../src/webhooks/any-provider.ts";
import { createMemoryReplayGuard } from "../../src/webhooks/replay-guard.ts";
import { signDelivery, signDeliveryHeaders } from "../../src/webhooks/sign-delivery.ts";
import { asWebhookSignature, deliveryVectors, vectorFiles } from "../signing/vectors.ts";
import { at, outcomeOf } from "./deliveries.ts";
import { github, hmac, onfido, providerWith, slack } from "./schemes.ts";

type Vector = (typeof deliveryVectors)[number];

function providerOf({ body, declaration }: Vector) {
  return providerWith({ ...(body && { body }), signature: declaration });
}

/** The body of a vector; only requests have bodies that are not strings. */
function bodyOf({ input: { body } }: Vector): string {
  return typeof body === "string" ? body : expect.fail("the body is a string");
}

function secondsOf({ declaration, input: { timestamp = "0" } }: Vector): number {
  if (declaration.timestamp?.unit === "rfc3339") return Math.floor(Date.parse(timestamp) / 1000);
  return Number(timestamp);
}

describe.each(deliveryVectors)("$title", (vector) => {
  const provider = providerOf(vector);
  const { secret, input, headers } = vector;
  const sent = { ...input.headers, ...headers };
  const options = { secret, url: input.url, now: at(secondsOf(vector)) };
  const outcome = (body: string, received: Record<string, string> = sent): Promise<string> =>
    outcomeOf(verifyWebhook(provider, { body, headers: received }, options));

  it("is accepted", async () => {
    expect(await outcome(bodyOf(vector))).toBe("accepted");
  });

  it("is accepted as a `Request` to the URL that it is signed for", async () => {
    const request = new Request(input.url, { method: "POST", headers: sent, body: bodyOf(vector) });
    const { url: _, ...others } = options;
    expect(await outcomeOf(verifyWebhook(provider, request, others))).toBe("accepted");
  });

  it("is rejected with another secret", async () => {
    const { keyEncoding, keyPrefix = "" } = vector.declaration;
    const other = keyEncoding === "utf8" ? "other" : `${keyPrefix}${"00".repeat(32)}`;
    const work = verifyWebhook(
      provider,
      { body: bodyOf(vector), headers: sent },
      {
        ...options,
        secret: other,
      },
    );
    expect(await outcomeOf(work)).toBe("WebhookError signature_mismatch");
  });

  it("is rejected if a character of what it covers changes", async () => {
    const altered = alteredOf(vector);
    expect(altered).not.toBe(bodyOf(vector));
    expect(await outcome(altered)).toBe("WebhookError signature_mismatch");
  });

  it("is what a sender with the secret sends", async () => {
    const { declaration } = vector;
    const { timestamp, pointer } = declaration;
    const isNanoseconds = timestamp?.unit === "rfc3339";
    const body =
      pointer === undefined ? bodyOf(vector) : bodyOf(vector).replace(/ture":"[^"]+"/, 'ture":"-"');
    const seconds = secondsOf(vector);
    const signed = await signDelivery(provider, {
      body,
      secret,
      timestamp: seconds,
      url: input.url,
      headers: input.headers,
    });
    if (pointer !== undefined) {
      expect(signed.body).toBe(bodyOf(vector));
    } else if (isNanoseconds) {
      const received = verifyWebhook(provider, signed, options);
      expect(await outcomeOf(received)).toBe("accepted");
    } else {
      expect(Object.fromEntries(signed.headers)).toEqual(Object.fromEntries(new Headers(sent)));
      expect(signed.body).toBe(body);
    }
  });
});

/** Returns the body with the first value changed that the signature covers. */
function alteredOf(vector: Vector): string {
  const body = bodyOf(vector);
  const [, pointer] = /\{body:([^{}]+)\}/.exec(vector.declaration.message.join()) ?? [];
  if (pointer === undefined) return body === "" ? "a=b" : `${body.slice(0, -1)}~`;
  const name = pointer.split("/").at(-1) ?? "";
  return body.replace(new RegExp(`"${name}":"`), `"${name}":"1`);
}

/** Returns the declaration of a scheme in the corpus. */
function declarationOf(name: string): WebhookSignature {
  const file = vectorFiles.find(({ scheme }) => scheme === name);
  return asWebhookSignature(file?.declaration ?? expect.fail(`there is no scheme ${name}`));
}

/** Signs a delivery with the code under test, whose signatures the corpus proves, and verifies it. */
async function received(
  webhooks: Webhooks & { readonly signature: WebhookSignature },
  body: string,
  headers: Record<string, string> = {},
) {
  const provider = providerWith(webhooks);
  const delivery = await signDelivery(provider, { body, headers, secret: "00" });
  return verifyWebhook(provider, delivery, { secret: "00" });
}

describe("the URL of the receiver", () => {
  const provider = providerWith({ signature: declarationOf("square") });
  // Square's published example.
  const url = "https://example.com/webhook";
  const body = '{"hello":"world"}';
  const headers = {
    "X-Square-HmacSha256-Signature": "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=",
  };
  const secret = "asdf1234";

  it("is the option rather than a Request's, which has another one behind a proxy", async () => {
    const behindProxy = () =>
      new Request("http://10.0.0.7:8080/webhook", { method: "POST", headers, body });
    const verified = verifyWebhook(provider, behindProxy(), { secret, url });
    expect(await outcomeOf(verified)).toBe("accepted");
    const without = verifyWebhook(provider, behindProxy(), { secret });
    expect(await outcomeOf(without)).toBe("WebhookError signature_mismatch");
  });

  it("is required for a raw body, even if the object has a path as its `url`, as Node's requests do", async () => {
    for (const delivery of [
      { body, headers },
      { body, headers, url: "/webhook" },
    ]) {
      await expect(verifyWebhook(provider, delivery, { secret })).rejects.toMatchObject({
        code: "configuration_invalid",
        message:
          "Acme API: the signature covers the URL that the provider calls; pass the option `url`.",
      });
    }
  });

  it("cannot be set by a header of the delivery", async () => {
    for (const name of ["url", ":url"]) {
      const delivery = { body, headers: { ...headers, [name]: url } };
      const other = { secret, url: "https://example.com/other" };
      expect(await outcomeOf(verifyWebhook(provider, delivery, other))).toBe(
        "WebhookError signature_mismatch",
      );
    }
  });
});

describe("a list with semicolons", () => {
  const secret = "pdl_ntfset_fake0000000000000000000000_fake";
  const body =
    '{"event_id":"evt_fake","event_type":"transaction.completed","data":{"id":"txn_fake"}}';
  // Computed with openssl for this secret, and for another one.
  const own = "940b23aa84a9f1deea64a9c8f8a64e38ffd754d88ff454b7fbbcae9714b2b9fe";
  const other = "e01b3ee315498cd4a204cf1596cfbca7402684b2a5f979929377dc6c1d786748";
  const outcome = (signature: string): Promise<string> => {
    const delivery = { body, headers: { "Paddle-Signature": signature } };
    const provider = providerWith({ signature: declarationOf("paddle") });
    return outcomeOf(verifyWebhook(provider, delivery, { secret, now: at(1671552777) }));
  };

  it.each([
    `ts=1671552777;h1=${own};h1=${other}`,
    `ts=1671552777;h1=${other};h1=${own}`,
    `h1=${own};ts=1671552777`,
    `ts=1671552777; h1=${own}`,
  ])("accepts %s", async (signature) => {
    expect(await outcome(signature)).toBe("accepted");
  });

  it.each([
    [`ts=1671552777;h1=${other}`, "signature_mismatch"],
    [`ts=1671552777,h1=${own}`, "header_malformed"],
    [`ts=1671552778;h1=${own}`, "signature_mismatch"],
    [`ts=1671552777;ts=1;h1=${own}`, "header_malformed"],
  ])("rejects %s", async (signature, reason) => {
    expect(await outcome(signature)).toBe(`WebhookError ${reason}`);
  });

  it("is signed with several secrets during a rotation", async () => {
    const provider = providerWith({ signature: declarationOf("paddle") });
    const secrets = [secret, "pdl_ntfset_fake0000000000000000000001_fake"];
    const headers = await signDeliveryHeaders(provider, {
      body,
      secret: secrets,
      timestamp: 1671552777,
    });
    expect(headers.get("paddle-signature")).toBe(`ts=1671552777;h1=${own};h1=${other}`);
  });
});

describe("a time of RFC 3339", () => {
  const id = "1";
  const seconds = 1668593472;
  const outcome = (time: string, now = seconds): Promise<string> => {
    const headers = {
      "Twitch-Eventsub-Message-Id": id,
      "Twitch-Eventsub-Message-Timestamp": time,
      "Twitch-Eventsub-Message-Signature": `sha256=${hmac("s", `${id}${time}{}`)}`,
    };
    const provider = providerWith({ signature: declarationOf("twitch-eventsub") });
    const work = verifyWebhook(provider, { body: "{}", headers }, { secret: "s", now: at(now) });
    return outcomeOf(work);
  };

  it.each([
    "2022-11-16T10:11:12Z",
    "2022-11-16T10:11:12.6Z",
    "2022-11-16T10:11:12.634234626Z",
    "2022-11-16T12:11:12+02:00",
    "2022-11-16t10:11:12z",
  ])("can be %s", async (time) => {
    expect(await outcome(time)).toBe("accepted");
    expect(await outcome(time, seconds + 300)).toBe("accepted");
    expect(await outcome(time, seconds + 301)).toBe("WebhookError timestamp_stale");
    expect(await outcome(time, seconds - 301)).toBe("WebhookError timestamp_in_future");
  });

  it.each([
    ...["", "1668593472", "2022-11-16", "2022-11-16 10:11:12Z", "2022-11-16T10:11:12"],
    ...["Wed, 16 Nov 2022 10:11:12 GMT", "2022-13-16T10:11:12Z", "1969-12-31T23:59:59Z", "NaN"],
  ])("cannot be %j", async (time) => {
    expect(await outcome(time)).toBe("WebhookError header_malformed");
  });
});

describe("an algorithm that a header names", () => {
  const outcome = (name: string | string[], algorithm = "sha256"): Promise<string> => {
    const digest = createHmac(algorithm, "s").update("{}").digest("hex");
    const headers = { "X-Payload-Digest": digest, "X-Payload-Digest-Alg": name };
    const provider = providerWith({ signature: declarationOf("sumsub-webhooks") });
    return outcomeOf(verifyWebhook(provider, { body: "{}", headers }, { secret: "s" }));
  };

  it.each([
    ["HMAC_SHA1_HEX", "sha1"],
    ["HMAC_SHA256_HEX", "sha256"],
    ["HMAC_SHA512_HEX", "sha512"],
  ])("can be %s", async (name, algorithm) => {
    expect(await outcome(name, algorithm)).toBe("accepted");
  });

  it("must be that of the signature", async () => {
    expect(await outcome("HMAC_SHA1_HEX", "sha256")).toBe("WebhookError signature_mismatch");
  });

  it.each<[string | string[], string]>([
    ["HMAC_MD5_HEX", "header_malformed"],
    ["hmac_sha256_hex", "header_malformed"],
    ["constructor", "header_malformed"],
    ["__proto__", "header_malformed"],
    ["", "header_malformed"],
    [["HMAC_SHA256_HEX", "HMAC_SHA256_HEX"], "header_malformed"],
    [[], "header_missing"],
  ])("cannot be %j", async (name, reason) => {
    expect(await outcome(name)).toBe(`WebhookError ${reason}`);
  });
});

describe("a signature in the body", () => {
  const signature = declarationOf("mailgun");
  const provider = providerWith({
    event: { pointer: "/event-data/event" },
    id: { pointer: "/event-data/id" },
    events: ["opened"],
    signature,
  });
  const now = at(1529006854);
  const signed = { timestamp: "1529006854", token: "t", signature: hmac("s", "1529006854t") };
  const withBody = (content: unknown): Promise<string> => {
    const body = typeof content === "string" ? content : JSON.stringify(content);
    return outcomeOf(verifyWebhook(provider, { body, headers: {} }, { secret: "s", now }));
  };

  it.each([
    ["its field is missing", { signature: { ...signed, signature: undefined } }, "field_missing"],
    ["its field is null", { signature: { ...signed, signature: null } }, "field_missing"],
    ["its field is an object", { signature: { ...signed, signature: {} } }, "field_malformed"],
    ["its field is empty", { signature: { ...signed, signature: "" } }, "signature_mismatch"],
    ["its field is inherited", { __proto__: { signature: signed } }, "field_missing"],
    ["the time is missing", { signature: { ...signed, timestamp: undefined } }, "field_missing"],
    ["the time is no number", { signature: { ...signed, timestamp: "x" } }, "field_malformed"],
    ["the time is old", { signature: { ...signed, timestamp: "1" } }, "signature_mismatch"],
    ["a covered field is missing", { signature: { ...signed, token: null } }, "signature_mismatch"],
    ["a covered field is an object", { signature: { ...signed, token: [] } }, "field_malformed"],
    ["the body is no object", "[]", "field_missing"],
    ["the body is not JSON", "{", "body_not_json"],
  ])("is rejected if %s", async (_, content, reason) => {
    expect(await withBody(content)).toBe(`WebhookError ${reason}`);
  });

  it("is accepted with a time that is a number", async () => {
    expect(await withBody({ signature: { ...signed, timestamp: 1529006854 } })).toBe("accepted");
  });

  it("is stale after the tolerance", async () => {
    const delivery = { body: JSON.stringify({ signature: signed }), headers: {} };
    const work = verifyWebhook(provider, delivery, { secret: "s", now: at(1529006854 + 301) });
    expect(await outcomeOf(work)).toBe("WebhookError timestamp_stale");
  });

  it("names the field in the message, and quotes no value", async () => {
    const body = '{"signature":{"timestamp":"secret","signature":"x"}}';
    const delivery = { body, headers: {} };
    const work = verifyWebhook(provider, delivery, { secret: "s" });
    await expect(work).rejects.toThrow(
      "The delivery was rejected: field malformed (/signature/timestamp).",
    );
  });

  it("is replayed under another ID in vain, because it does not cover the ID", async () => {
    const replayGuard = createMemoryReplayGuard({ now });
    const outcomes: string[] = [];
    for (const id of ["1", "2"]) {
      const body = JSON.stringify({ signature: signed, "event-data": { event: "opened", id } });
      const work = verifyWebhook(
        provider,
        { body, headers: {} },
        { secret: "s", now, replayGuard },
      );
      outcomes.push(await outcomeOf(work));
    }
    expect(outcomes).toEqual(["accepted", "WebhookError replayed"]);
  });

  it("is written into a new object of the body, with the time", async () => {
    const { body, headers } = await signDelivery(provider, {
      body: '{"event-data":{"event":"opened"}}',
      secret: "s",
      timestamp: 1529006854,
    });
    expect(JSON.parse(String(body))).toEqual({
      "event-data": { event: "opened" },
      signature: { timestamp: "1529006854", signature: hmac("s", "1529006854") },
    });
    expect([...headers]).toEqual([]);
    const event = await verifyWebhook(provider, { body, headers }, { secret: "s", now });
    expect(event).toMatchObject({ event: "opened" });
  });

  it("cannot be returned as a header", async () => {
    const work = signDeliveryHeaders(provider, { body: "{}", secret: "s" });
    await expect(work).rejects.toThrow(
      "Acme API: the signature is in the body; use `signDelivery`, which returns it.",
    );
  });

  it("cannot be written into a body that is no object", async () => {
    for (const body of ["1", "[1]", "null"]) {
      const work = signDelivery(provider, { body, secret: "s" });
      expect(await outcomeOf(work)).toBe("WebhookError field_missing");
    }
  });

  it("can be in JSON in a field of a form", async () => {
    const { timestamp: _, ...untimed } = signature;
    const webhooks = {
      body: "form",
      bodyField: "payload",
      signature: { ...untimed, pointer: "/sig", message: ["{body:/user/id}"] },
    } as const;
    const payload = JSON.stringify({ user: { id: 7 } });
    const event = await received(webhooks, String(new URLSearchParams({ payload })));
    expect(event.body).toEqual({ user: { id: 7 }, sig: hmac("00", "7") });
  });

  it("can be in a field of a form", async () => {
    const form = {
      body: "form",
      signature: { ...signature, pointer: "/sig", timestamp: undefined, message: ["{body:/id}"] },
    } as const;
    const { timestamp: _, ...untimed } = form.signature;
    const event = await received({ ...form, signature: untimed }, "id=7&name=%C3%A9");
    expect(event.body).toEqual({ id: "7", name: "é", sig: hmac("00", "7") });
  });
});

describe("a body that is not JSON", () => {
  it("is Slack's form", async () => {
    const webhooks = { body: "form", event: { pointer: "/command" }, signature: slack } as const;
    const event = await received(
      { ...webhooks, events: ["/weather"] },
      "token=x&command=%2Fweather&text=94070+now",
    );
    expect(event).toMatchObject({
      event: "/weather",
      body: { token: "x", command: "/weather", text: "94070 now" },
    });
  });

  it("is GitHub's form, with the event in the field payload", async () => {
    const payload = JSON.stringify({ action: "opened", title: "é&=+" });
    const body = String(new URLSearchParams({ payload }));
    const event = await received(
      { body: "form", bodyField: "payload", event: { pointer: "/action" }, signature: github },
      body,
    );
    expect(event).toMatchObject({ name: "opened", body: { action: "opened", title: "é&=+" } });
  });

  it("is a form with repeated fields, and with names of the prototype", async () => {
    const { body } = await received(
      { body: "form", signature: onfido },
      "a=1&a=2&__proto__=3&constructor=4&empty=",
    );
    expect(Object.entries(Object(body))).toEqual([
      ["a", ["1", "2"]],
      ["__proto__", "3"],
      ["constructor", "4"],
      ["empty", ""],
    ]);
    expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  });

  it.each(["", "Hello, World!", "\ufeff{}"])("is the string %j", async (body) => {
    expect(await received({ body: "text", signature: onfido }, body)).toMatchObject({ body });
  });

  it.each<[string, Webhooks, string | Uint8Array, string]>([
    ["a string that is not UTF-8", { body: "text" }, Uint8Array.of(0xff), "body_malformed"],
    ["a form that is not UTF-8", { body: "form" }, Uint8Array.of(0xff), "body_malformed"],
    ["a form without its field", { body: "form", bodyField: "p" }, "q=1", "field_missing"],
    ["a field that is not JSON", { body: "form", bodyField: "p" }, "p={", "body_not_json"],
    ["JSON that is empty", {}, "", "body_not_json"],
  ])("is rejected after it was verified: %s", async (_, webhooks, body, reason) => {
    const provider = providerWith({ ...webhooks, signature: onfido });
    const headers = { [onfido.header]: hmac("s", Buffer.from(body)) };
    expect(await outcomeOf(verifyWebhook(provider, { body, headers }, { secret: "s" }))).toBe(
      `WebhookError ${reason}`,
    );
    const forged = { body, headers: { [onfido.header]: hmac("other", Buffer.from(body)) } };
    expect(await outcomeOf(verifyWebhook(provider, forged, { secret: "s" }))).toBe(
      "WebhookError signature_mismatch",
    );
  });

  it("is read in linear time, so that 100,000 fields do not reach the test's timeout", async () => {
    const event = await received({ body: "form", signature: onfido }, formWith(100_000));
    expect(Object.keys(Object(event.body))).toHaveLength(100_000);
  });

  it("has at most 1,000 fields if it must be parsed before it is authenticated", async () => {
    const sorted = { ...declarationOf("twilio"), message: ["{sortedForm}"] };
    const { timestamp: _, ...untimed } = declarationOf("mailgun");
    const pointing = { ...untimed, pointer: "/sig", message: ["{body:/f0}"] };
    for (const signature of [sorted, pointing]) {
      const provider = providerWith({ body: "form", signature });
      const outcome = (body: string): Promise<string> =>
        outcomeOf(verifyWebhook(provider, { body, headers: HEADERS }, { secret: "s" }));
      const field = "&sig=x";
      expect(await outcome(formWith(999) + field)).toBe("WebhookError signature_mismatch");
      expect(await outcome(formWith(1000) + field)).toBe("WebhookError body_malformed");
    }
  });
});

describe("a signature in an encoding of its own", () => {
  const body = '{"id":1}';
  const digest = createHmac("sha256", "s").update(body).digest();
  const upper = digest.toString("hex").toUpperCase();
  const unpadded = digest.toString("base64").replace(/=+$/, "");
  const outcome = (encoding: Encoding, value: string): Promise<string> => {
    const provider = providerWith({ signature: { ...onfido, encoding } });
    const headers = { [onfido.header]: value };
    return outcomeOf(verifyWebhook(provider, { body, headers }, { secret: "s" }));
  };

  it.each<[Encoding, string, string]>([
    ["hexUpper", upper, upper.toLowerCase()],
    ["base64Unpadded", unpadded, `${unpadded}=`],
  ])("is accepted in %s, and in no other spelling", async (encoding, value, other) => {
    expect(await outcome(encoding, value)).toBe("accepted");
    expect(await outcome(encoding, other)).toBe("WebhookError signature_mismatch");
    const provider = providerWith({ signature: { ...onfido, encoding } });
    const signed = await signDeliveryHeaders(provider, { body, secret: "s" });
    expect(signed.get(onfido.header)).toBe(value);
  });
});

const HEADERS = { "X-Twilio-Signature": "x" };

function formWith(fields: number): string {
  return Array.from({ length: fields }, (_, index) => `f${index}=1`).join("&");
}
