import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import type { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { WebhookError } from "../../src/errors/errors.ts";
import { verifyPersonaWebhook } from "../../src/providers/persona.ts";
import { verifyWebhook } from "../../src/webhooks/verify-webhook.ts";
import type { WebhookEvent } from "../../src/webhooks/webhook-event.ts";
import { at, ink1, inklinkSecret, outcomeOf, pe1, pe1With } from "./deliveries.ts";
import { hmac, onfido, providerWith, slack, standardWebhooks } from "./schemes.ts";

describe("the reason for a rejection", () => {
  const authentic = pe1.headers["Persona-Signature"];
  const signed = (body: string): string => hmac(pe1.secret, `${pe1.timestamp}.${body}`);
  it.each([
    ["header_malformed", "nonsense", "nonsense"],
    ["header_malformed", "an empty header", ""],
    ["header_malformed", "only a timestamp", `t=${pe1.timestamp}`],
    ["header_malformed", "an invalid timestamp", `t=soon,v1=${signed(pe1.body)}`],
    ["header_malformed", "a header that is too long", `${authentic},x=${"y".repeat(16_384)}`],
    ["signature_mismatch", "another body", `t=${pe1.timestamp},v1=${signed(`${pe1.body} `)}`],
    ["signature_mismatch", "another timestamp", `t=${pe1.timestamp + 1},v1=${signed(pe1.body)}`],
    ["signature_mismatch", "an invalid signature", `t=${pe1.timestamp},v1=not-even-hex-é`],
  ])("is %s for %s", async (reason, _, header) => {
    expect(await pe1With({}, header)).toBe(`WebhookError ${reason}`);
  });

  it("is header_malformed for a header over 16,384 characters", async () => {
    const padding = 16_384 - `${authentic},x=`.length;
    expect(await pe1With({}, `${authentic},x=${"y".repeat(padding)}`)).toBe("accepted");
    expect(await pe1With({}, `${authentic},x=${"y".repeat(padding + 1)}`)).toBe(
      "WebhookError header_malformed",
    );
  });

  it("is header_missing without the signature, its timestamp or a header that it covers", async () => {
    const provider = providerWith({ signature: standardWebhooks });
    for (const missing of ["webhook-signature", "webhook-timestamp", "webhook-id"]) {
      const headers = { ...ink1.headers, [missing]: undefined };
      const work = verifyWebhook(provider, { ...ink1, headers }, { secret: inklinkSecret });
      await expect(work).rejects.toMatchObject({
        reason: "header_missing",
        message: `The delivery was rejected: header missing (${missing}).`,
      });
    }
  });

  it("reveals nothing about the clock to a sender without the secret", async () => {
    const wrong = `t=${pe1.timestamp},v1=${"0".repeat(64)}`;
    for (const seconds of [0, pe1.timestamp, 9e9]) {
      expect(await pe1With({ now: at(seconds) }, wrong)).toBe("WebhookError signature_mismatch");
    }
  });

  it("is body_not_json for an authentic body that is not JSON, or not UTF-8", async () => {
    const provider = providerWith({ signature: onfido });
    for (const body of [Buffer.from("<xml/>"), Buffer.from([0x22, 0xff, 0x22]), Buffer.alloc(0)]) {
      const headers = { "X-SHA2-Signature": hmac("s", body) };
      const error = await verifyWebhook(provider, { body, headers }, { secret: "s" }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ reason: "body_not_json", code: "webhook_invalid" });
      expect(String(error)).not.toContain("xml");
      expect(error).not.toHaveProperty("cause");
    }
  });

  it("reveals neither secret, signature nor body", async () => {
    const signature = `t=${pe1.timestamp},v1=${signed("other")}`;
    const delivery = { body: pe1.body, headers: { "Persona-Signature": signature } };
    const error: unknown = await verifyPersonaWebhook(delivery, { secret: pe1.secret }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(WebhookError);
    const output = `${String(error)} ${JSON.stringify(error)}`;
    for (const secret of [pe1.secret, signed("other"), "inquiry"]) {
      expect(output).not.toContain(secret);
    }
  });
});

describe("the event", () => {
  const locations = {
    event: { pointer: "/a~1b/c~0d/0" },
    id: { header: "X-Id" },
    signature: onfido,
    events: ["known", "toString"],
  } as const;
  const read = (body: string, headers = {}): Promise<unknown> =>
    verifyWebhook(
      providerWith(locations),
      { body, headers: { ...headers, "X-SHA2-Signature": hmac("s", body) } },
      { secret: "s" },
    );

  it("has its name and ID from the declared locations", async () => {
    const body = '{"a/b":{"c~d":["known"]}}';
    const expected = { event: "known", id: "7", body: JSON.parse(body) };
    expect(await read(body, { "x-id": "7" })).toEqual(expected);
  });

  it.each([
    ["a new name", '{"a/b":{"c~d":["brand.new"]}}', "brand.new"],
    ["the name of an inherited property", '{"a/b":{"c~d":["constructor"]}}', "constructor"],
    ["a name that is not a string", '{"a/b":{"c~d":[7]}}', undefined],
    ["no name", '{"a/b":{}}', undefined],
    ["null as its body", "null", undefined],
    ["a string as its body", '"known"', undefined],
  ])("is unknown with %s", async (_, body, name) => {
    expect(await read(body)).toEqual({ event: null, name, id: undefined, body: JSON.parse(body) });
  });

  it("is unknown if the provider's table lists no events", async () => {
    const { events: _, ...webhooks } = locations;
    const body = '{"a/b":{"c~d":["known"]}}';
    const headers = { "X-SHA2-Signature": hmac("s", body) };
    const work = verifyWebhook(providerWith(webhooks), { body, headers }, { secret: "s" });
    expect(await work).toMatchObject({ event: null, name: "known" });
  });
});

it("names the header of a malformed timestamp", async () => {
  const provider = providerWith({ signature: slack });
  for (const time of ["now", "-1", "1.5", ""]) {
    const headers = {
      "X-Slack-Request-Timestamp": time,
      "X-Slack-Signature": `v0=${hmac("s", `v0:${time}:{}`)}`,
    };
    await expect(
      verifyWebhook(provider, { body: "{}", headers }, { secret: "s" }),
    ).rejects.toMatchObject({
      reason: "header_malformed",
      message: "The delivery was rejected: header malformed (X-Slack-Request-Timestamp).",
    });
  }
});

describe("a token instead of a signature", () => {
  const body = '{"externalUserId":"u","status":"ACTIVE"}';
  const secret = "p100-token";
  const verify = (authorization: string, secrets: string | string[] = secret): Promise<unknown> =>
    verifyWebhook(p100, { body, headers: { authorization } }, { secret: secrets });

  it("yields an event without a name", async () => {
    const expected = { event: null, name: undefined, id: undefined, body: JSON.parse(body) };
    expect(await verify(secret)).toEqual(expected);
    expect(await verify(secret, ["another", secret])).toEqual(expected);
  });

  it.each(["", "p100-toke", "p100-tokens", "P100-token", "Bearer p100-token", "another", " "])(
    "is rejected if it is %j",
    async (authorization) => {
      expect(await outcomeOf(verify(authorization))).toBe("WebhookError signature_mismatch");
    },
  );

  it("is rejected if it is missing or too long", async () => {
    const missing = verifyWebhook(p100, { body, headers: {} }, { secret });
    expect(await outcomeOf(missing)).toBe("WebhookError header_missing");
    const long = verify("x".repeat(16_385), "x".repeat(16_385));
    expect(await outcomeOf(long)).toBe("WebhookError header_malformed");
  });
});

describe("a provider that publishes no scheme", () => {
  it.each([paywint, { ...paywint, webhooks: undefined }])("is rejected", async (provider) => {
    // @ts-expect-error the compiler rejects it too
    const work: Promise<WebhookEvent<typeof persona>> = verifyWebhook(provider, pe1, {
      secret: "s",
    });
    await expect(work).rejects.toMatchObject({
      code: "configuration_invalid",
      message:
        "Paywint Platform API: the provider publishes no webhook authentication; confirm each event with a GET.",
    });
  });

  it("accepts nothing if its message has a token that does not apply to deliveries", async () => {
    const provider = providerWith({ signature: { ...onfido, message: ["{credential:other}"] } });
    const delivery = { body: "{}", headers: { "X-SHA2-Signature": "00" } };
    expect(await outcomeOf(verifyWebhook(provider, delivery, { secret: "s" }))).toBe(
      "WebhookError header_missing",
    );
  });
});
