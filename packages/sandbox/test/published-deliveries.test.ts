import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newWebhookSecret } from "../src/deliveries/new-webhook-secret.ts";
import { createIds } from "../src/world/ids.ts";
import { hooks } from "./fixtures/hooks.ts";
import { NOW, startCourier } from "./fixtures/start-courier.ts";
import { type Received, startReceiver } from "./fixtures/start-receiver.ts";

/** Event and check of each delivery, in the order in which they arrived. */
const seen = (received: readonly Received[]) =>
  received.map(({ body }) => {
    const { type, data } = JSON.parse(body);
    return `${type} ${data.id}`;
  });

/** The sets of a signature header, which the provider `hooks` separates by a space. */
const sets = ({ headers }: Received) => String(headers["hooks-signature"]).split(" ");

const signed = ({ body }: Received, secret: string, now = NOW) => {
  const time = now / 1000;
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
};

describe("an event is sent", () => {
  test("to every receiver of the options and of its account, signed with the secret of each", async () => {
    const option = await startReceiver();
    const own = await startReceiver();
    const other = await startReceiver();
    const { courier, register, publish } = startCourier({ webhooks: { hooks: option.url } });
    register("end_1", { url: own.url, status: "on", secret: "s-1" });
    register("end_2", { url: other.url, status: "on", secret: "s-2" }, "another");
    publish("check.passed");
    await courier.settled();
    expect(seen(option.received)).toEqual(["check.passed chk_1"]);
    expect(seen(own.received)).toEqual(["check.passed chk_1"]);
    expect(other.received).toEqual([]);
    const [first] = option.received;
    const [second] = own.received;
    if (!first || !second) throw new Error("nothing arrived");
    expect(sets(first)).toEqual([signed(first, "sandbox-hooks-webhook-secret")]);
    expect(sets(second)).toEqual([signed(second, "s-1")]);
    expect(second.body).toBe(first.body);
    expect(courier.sent.map(({ receiver }) => receiver)).toEqual([undefined, "end_1"]);

    publish("check.passed", "chk_2", "another");
    await courier.settled();
    expect(option.received).toHaveLength(2);
    expect(seen(other.received)).toEqual(["check.passed chk_2"]);
  });

  test("only to receivers of its kind that are enabled at that time", async () => {
    const { url, received } = await startReceiver();
    const { courier, register, remove, publish } = startCourier({
      webhooks: { hooks: [{ url, events: ["check.passed"], secret: "listed" }] },
    });
    const endpoint = { url: `${url}/end_1`, secret: "s" };
    const paths = async () => {
      await courier.settled();
      return received.splice(0).map(({ path, body }) => `${path} ${JSON.parse(body).type}`);
    };
    register("end_1", { ...endpoint, status: "on", events: ["check.started"] });
    publish("check.started");
    expect(await paths()).toEqual(["/hooks/end_1 check.started"]);
    publish("check.passed");
    expect(await paths()).toEqual(["/hooks check.passed"]);
    register("end_1", { ...endpoint, status: "on", events: null });
    publish("check.passed");
    expect((await paths()).sort()).toEqual(["/hooks check.passed", "/hooks/end_1 check.passed"]);
    register("end_1", { ...endpoint, status: "off", events: null });
    publish("check.started");
    expect(await paths()).toEqual([]);
    register("end_1", { ...endpoint, status: "on", events: null });
    remove("end_1");
    publish("check.started");
    expect(await paths()).toEqual([]);
  });

  test("in order to each receiver, which is slow to respond, while nobody waits", async () => {
    let busy = 0;
    let overlaps = 0;
    const slow = await startReceiver(async () => {
      busy += 1;
      overlaps += busy > 1 ? 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 20));
      busy -= 1;
      return 200;
    });
    const fast = await startReceiver();
    const { courier, publish } = startCourier({
      webhooks: { hooks: [{ url: slow.url }, { url: fast.url }] },
    });
    for (const id of ["a", "b", "c", "d"]) publish("check.started", id);
    expect(courier.sent.map(({ state }) => state)).toEqual(Array(8).fill("pending"));
    await courier.settled();
    const expected = ["a", "b", "c", "d"].map((id) => `check.started ${id}`);
    expect(seen(slow.received)).toEqual(expected);
    expect(seen(fast.received)).toEqual(expected);
    expect(overlaps).toBe(0);
    expect(courier.sent.every(({ state }) => state === "delivered")).toBe(true);
  });

  test("not to another machine that a request registered, unless its host is allowed", async () => {
    const { received, url } = await startReceiver();
    const setup = startCourier({ hosts: ["0.0.0.0"] });
    setup.register("end_1", { url: "https://example.com/hooks", status: "on", secret: "s" });
    setup.register("end_2", {
      url: url.replace("127.0.0.1", "0.0.0.0"),
      status: "on",
      secret: "s",
    });
    setup.publish("check.passed");
    await setup.courier.settled();
    expect(setup.courier.sent[0]).toMatchObject({
      state: "failed",
      attempts: [],
      error: expect.stringMatching(/^Nothing is sent to example\.com, .*`webhookHosts`/),
    });
    expect(seen(received)).toEqual(["check.passed chk_1"]);
  });
});

describe("a delivery that is not accepted", () => {
  test("is retried at the declared times, with a new signature, and does not hold up others", async () => {
    const { url, received } = await startReceiver(({ body }) =>
      body.includes("chk_bad") ? { status: 500, body: "no room" } : { status: 200, body: "ok" },
    );
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.started", "chk_bad");
    publish("check.passed", "chk_good");
    await courier.settled();
    const [bad, good] = courier.sent;
    expect(good).toMatchObject({ state: "delivered", status: 200, response: "ok" });
    expect(bad).toMatchObject({
      state: "pending",
      status: 500,
      response: "no room",
      nextAttemptAt: "2026-01-31T11:31:00.000Z",
    });
    await clock.advance(59_999);
    expect(received).toHaveLength(2);
    await clock.advance(1);
    expect(received).toHaveLength(3);
    expect(bad).toMatchObject({ state: "pending", nextAttemptAt: "2026-01-31T11:36:00.000Z" });
    await clock.advance(3_600_000);
    expect(bad).toMatchObject({ state: "failed", nextAttemptAt: undefined });
    expect(bad?.attempts.map(({ sentAt, status }) => [sentAt, status])).toEqual([
      ["2026-01-31T11:30:00.000Z", 500],
      ["2026-01-31T11:31:00.000Z", 500],
      ["2026-01-31T11:36:00.000Z", 500],
    ]);
    const attempts = received.filter(({ body }) => body.includes("chk_bad"));
    expect(attempts.map(({ body }) => body)).toEqual(Array(3).fill(attempts[0]?.body));
    expect(attempts.flatMap(sets)).toEqual(
      [0, 60_000, 360_000].map((after) =>
        signed(attempts[0] as Received, "sandbox-hooks-webhook-secret", NOW + after),
      ),
    );
  });

  test("is not retried any more when everything is forgotten", async () => {
    const { url, received } = await startReceiver(() => 500);
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.started");
    await courier.settled();
    courier.clear();
    await clock.advance(3_600_000);
    expect(received).toHaveLength(1);
    expect(courier.sent).toEqual([]);
    publish("check.passed");
    await courier.settled();
    expect(received).toHaveLength(2);
  });

  test("is retried even if the time moves on while it is on its way", async () => {
    const { url, received } = await startReceiver(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return 503;
    });
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.passed");
    await clock.advance(360_000);
    expect(received).toHaveLength(3);
    expect(courier.sent[0]?.state).toBe("failed");
  });

  test("is delivered as soon as an attempt is accepted", async () => {
    const statuses = [302, 204];
    const { url, received } = await startReceiver(() => statuses.shift() ?? 500);
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.passed");
    await clock.advance(3_600_000);
    expect(received).toHaveLength(2);
    expect(courier.sent[0]).toMatchObject({ state: "delivered", status: 204, error: undefined });
  });

  test("fails if the receiver takes longer than it may", async () => {
    const { url } = await startReceiver(() => new Promise(() => undefined));
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    const start = performance.now();
    publish("check.passed");
    await courier.settled();
    expect(performance.now() - start).toBeGreaterThan(900);
    expect(courier.sent[0]).toMatchObject({
      state: "pending",
      status: undefined,
      error: expect.stringMatching(/timeout/),
    });
  });

  test("is attempted once if the document declares no retries", async () => {
    const { url, received } = await startReceiver(() => 500);
    const { retries, ...webhooks } = hooks["x-countersign-webhooks"];
    const document = { ...hooks, "x-countersign-webhooks": webhooks };
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url }, document });
    publish("check.passed");
    await clock.advance(retries.delays[0] ?? 0);
    await clock.advance(86_400_000);
    expect(received).toHaveLength(1);
    expect(courier.sent[0]?.state).toBe("failed");
  });

  test("keeps the beginning of a long response", async () => {
    const { url } = await startReceiver(() => ({ status: 400, body: "x".repeat(1_000_000) }));
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.passed");
    await courier.settled();
    expect(courier.sent[0]?.response).toBe("x".repeat(16_384));
  });
});

describe("the secret of a receiver is replaced", () => {
  const rotate = async (until: string | null | undefined) => {
    const receiver = await startReceiver();
    const setup = startCourier({});
    const endpoint = { url: receiver.url, status: "on" };
    setup.register("end_1", { ...endpoint, secret: "old" });
    await setup.courier.settled();
    setup.register("end_1", { ...endpoint, secret: "new", old_secret_until: until });
    return { ...receiver, ...setup };
  };

  test("signs by both until the old one ends, then by the new one", async () => {
    const { clock, courier, publish, received } = await rotate("2026-01-31T12:00:00Z");
    publish("check.started");
    await courier.settled();
    await clock.set("2026-01-31T12:00:00Z");
    publish("check.passed");
    await courier.settled();
    const [during, after] = received;
    if (!during || !after) throw new Error("nothing arrived");
    expect(sets(during)).toEqual([signed(during, "new"), signed(during, "old")]);
    expect(sets(after)).toEqual([signed(after, "new", Date.parse("2026-01-31T12:00:00Z"))]);
  });

  test("signs by the new one at once if the old one ends at once, and by the old one on demand", async () => {
    const { courier, publish, received } = await rotate(undefined);
    publish("check.started");
    courier.alter({ signature: "old-secret", times: 1 });
    publish("check.passed");
    await courier.deliver({ provider: "hooks", event: "check.passed", signature: "old-secret" });
    const [first, second, third] = received;
    if (!first || !second || !third) throw new Error("nothing arrived");
    expect(sets(first)).toEqual([signed(first, "new")]);
    expect(sets(second)).toEqual([signed(second, "old")]);
    expect(sets(third)).toEqual([signed(third, "old")]);
  });

  test("is signed by the new one when it is retried", async () => {
    const { url, received } = await startReceiver(() => 500);
    const { clock, register, publish } = startCourier({});
    register("end_1", { url, status: "on", secret: "old" });
    publish("check.started");
    await clock.advance(0);
    register("end_1", { url, status: "on", secret: "new" });
    await clock.advance(60_000);
    const [first, second] = received;
    if (!first || !second) throw new Error("nothing arrived");
    expect(sets(first)).toEqual([signed(first, "old")]);
    expect(sets(second)).toEqual([signed(second, "new", NOW + 60_000)]);
  });

  test("an old secret of the options", async () => {
    const { url, received } = await startReceiver();
    const webhooks = { hooks: [{ url, secret: "new", oldSecret: "old" }] };
    const { courier } = startCourier({ webhooks });
    const delivery = { provider: "hooks", event: "check.passed" };
    await courier.deliver(delivery);
    await courier.deliver({ ...delivery, signature: "old-secret" });
    expect(received.map(sets)).toEqual([
      [signed(received[0] as Received, "new")],
      [signed(received[1] as Received, "old")],
    ]);
  });

  test("has no old secret from the steps in which one request makes it", async () => {
    const { url } = await startReceiver();
    const { courier, register } = startCourier({});
    register("end_1", { url, status: "on", secret: "from the example" });
    register("end_1", { url, status: "on", secret: "new" });
    await courier.settled();
    const delivery = { provider: "hooks", event: "check.passed", signature: "old-secret" } as const;
    await expect(courier.deliver(delivery)).rejects.toThrow("has no old secret");
  });

  test("refuses an old secret where there is none", async () => {
    const { url } = await startReceiver();
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    const delivery = { provider: "hooks", event: "check.passed", signature: "old-secret" } as const;
    await expect(courier.deliver(delivery)).rejects.toThrow("has no old secret");
    courier.alter({ signature: "old-secret" });
    publish("check.passed");
    await courier.settled();
    expect(courier.sent).toMatchObject([
      { state: "failed", attempts: [], error: expect.stringMatching(/has no old secret/) },
    ]);
  });
});

describe("deliveries are steered", () => {
  test("in another order", async () => {
    const { url, received } = await startReceiver();
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    const three = () => {
      courier.pause();
      for (const id of ["a", "b", "c"]) publish("check.started", id);
    };
    const arrived = async () => {
      await courier.settled();
      return seen(received.splice(0))
        .map((each) => each.slice(-1))
        .join("");
    };
    three();
    expect(await arrived()).toBe("");
    expect(courier.sent.map(({ state }) => state)).toEqual(["pending", "pending", "pending"]);
    courier.release();
    expect(await arrived()).toBe("abc");
    three();
    courier.release("reversed");
    expect(await arrived()).toBe("cba");
    three();
    courier.release(([a, b, c]) => [b, c, a].filter((each) => each !== undefined));
    expect(await arrived()).toBe("bca");
    publish("check.started", "d");
    expect(await arrived()).toBe("d");
  });

  test("some are dropped, and none can be invented", async () => {
    const { url, received } = await startReceiver();
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    publish("check.started", "a");
    await courier.settled();
    courier.pause();
    publish("check.started", "b");
    publish("check.passed", "c");
    const [sent] = courier.sent;
    expect(() => courier.release(() => (sent ? [sent] : []))).toThrow("held back");
    expect(() => courier.release(([b]) => (b ? [b, b] : []))).toThrow("each of them once");
    courier.release((held) => held.slice(1));
    await courier.settled();
    expect(seen(received)).toEqual(["check.started a", "check.passed c"]);
    expect(courier.sent.map(({ state }) => state)).toEqual(["delivered", "dropped", "delivered"]);
  });

  test("twice", async () => {
    const { url, received } = await startReceiver();
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    const end = courier.alter({ event: "check.passed", duplicates: 1 });
    publish("check.started");
    publish("check.passed");
    end();
    publish("check.passed", "chk_2");
    await courier.settled();
    expect(seen(received)).toEqual([
      "check.started chk_1",
      "check.passed chk_1",
      "check.passed chk_1",
      "check.passed chk_2",
    ]);
    expect(received[2]?.body).toBe(received[1]?.body);
    expect(courier.sent.map(({ isResent }) => isResent)).toEqual([false, false, true, false]);
    expect(courier.sent[2]?.id).toBe(courier.sent[1]?.id);
  });

  test("late, so that later events overtake them", async () => {
    const { url, received } = await startReceiver();
    const { clock, courier, publish } = startCourier({ webhooks: { hooks: url } });
    courier.alter({ provider: "hooks", after: 30, times: 1 });
    publish("check.started");
    publish("check.passed");
    await courier.settled();
    expect(courier.sent[0]?.nextAttemptAt).toBe("2026-01-31T11:30:30.000Z");
    await clock.advance(30_000);
    expect(seen(received)).toEqual(["check.passed chk_1", "check.started chk_1"]);
    expect(courier.sent[0]).toMatchObject({ state: "delivered", nextAttemptAt: undefined });
  });

  test("late, if a single one is asked for", async () => {
    const { url, received } = await startReceiver();
    const { clock, courier } = startCourier({ webhooks: { hooks: url } });
    const late = await courier.deliver({ provider: "hooks", event: "check.passed", after: 10 });
    expect(late.state).toBe("pending");
    await clock.advance(10_000);
    expect(late).toMatchObject({ state: "delivered", status: 204 });
    await late.resend({ after: 5 });
    expect(received).toHaveLength(1);
    await clock.advance(5_000);
    expect(received[1]?.body).toBe(received[0]?.body);
    expect(courier.sent.map(({ isResent }) => isResent)).toEqual([false, true]);
  });

  test("with a signature that a receiver must reject, as often as declared", async () => {
    const { url, received } = await startReceiver();
    const { courier, publish } = startCourier({ webhooks: { hooks: url } });
    courier.alter({ signature: "wrong", times: 1 });
    courier.alter({ signature: "missing", times: 1 });
    for (const id of ["a", "b", "c"]) publish("check.passed", id);
    await courier.settled();
    const [wrong, missing, valid] = received;
    if (!wrong || !missing || !valid) throw new Error("nothing arrived");
    expect(sets(wrong)[0]).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
    expect(sets(wrong)).not.toEqual([signed(wrong, "sandbox-hooks-webhook-secret")]);
    expect(missing.headers).not.toHaveProperty("hooks-signature");
    expect(sets(valid)).toEqual([signed(valid, "sandbox-hooks-webhook-secret")]);
  });

  test.each([
    [{ provider: "acne" }, 'Unknown provider "acne"'],
    [{ signature: "bad" as never }, "must be one of valid, wrong, stale, missing, old-secret"],
    [{ after: -1 }, "The `after` of a delivery must not be -1"],
    [{ duplicates: 0.5 }, "The `duplicates` of a delivery must not be 0.5"],
    [{ times: 0 }, "The `times` of a delivery must not be 0"],
  ])("refuses the rule %j", (rule, message) => {
    const { courier } = startCourier({});
    expect(() => courier.alter(rule)).toThrow(message);
  });
});

describe("one that is asked for", () => {
  test("goes to the first receiver of the event, registered ones included, with its secret", async () => {
    const { url, received } = await startReceiver();
    const { courier, register } = startCourier({});
    register("end_1", { url: `${url}/1`, status: "on", secret: "s-1", events: ["check.passed"] });
    register("end_2", { url: `${url}/2`, status: "on", secret: "s-2" });
    const provider = "hooks";
    await courier.deliver({ provider, event: "check.started" });
    await courier.deliver({ provider, event: "check.passed" });
    await courier.deliver({ provider, event: "check.passed", url: `${url}/2` });
    await courier.deliver({ provider, event: "check.passed", url: `${url}/3` });
    expect(received.map((each) => [each.path, ...sets(each)])).toEqual(
      ["2 s-2", "1 s-1", "2 s-2", "3 sandbox-hooks-webhook-secret"].map((each, index) => {
        const [path, secret = ""] = each.split(" ");
        return [`/hooks/${path}`, signed(received[index] as Received, secret)];
      }),
    );
  });

  test.each([
    [{ hooks: [{ url: "nowhere" }] }, 'The receiver "nowhere" must be an http or https URL.'],
    [{ hooks: [null as never] }, "must be an http or https URL."],
    [{ hooks: [{ url: "http://x/", events: "a" as never }] }, "The `events` of a receiver"],
    [{ acne: [] }, 'Unknown provider "acne"'],
  ])("refuses the receivers %j", (webhooks, message) => {
    expect(() => startCourier({ webhooks })).toThrow(message);
  });

  test("refuses a secret where deliveries have none", () => {
    const { signature, ...unsigned } = hooks["x-countersign-webhooks"];
    const document = { ...hooks, "x-countersign-webhooks": unsigned };
    expect(signature.header).toBe("Hooks-Signature");
    const webhooks = { hooks: [{ url: "http://x/", secret: "s" }] };
    expect(() => startCourier({ webhooks, document })).toThrow("have no secret");
  });
});

test("sends the same bytes with one seed and one time, and others without", async () => {
  const run = async (seed: string | undefined) => {
    const { url, received } = await startReceiver(() => 500);
    const { clock, courier, publish } = startCourier({
      webhooks: { hooks: url },
      ...(seed !== undefined && { seed }),
    });
    publish("check.started");
    publish("check.passed");
    await clock.advance(60_000);
    await courier.deliver({ provider: "hooks", event: "check.passed" });
    return received.map((each) => [each.body, ...sets(each)]);
  };
  const first = await run("one");
  expect(first).toHaveLength(5);
  expect(await run("one")).toEqual(first);
  expect(await run("two")).not.toEqual(first);
  expect(await run(undefined)).not.toEqual(await run(undefined));
});

describe("a new secret has the declared form", () => {
  const ids = () => createIds("seed");
  const signature = (keyEncoding: "utf8" | "hex" | "base64", keyPrefix: string) =>
    ({ kind: "signature", hmac: { keyEncoding, keyPrefix } }) as never;

  test.each([
    ["a key in Base64", signature("base64", "whsec_"), undefined, /^whsec_[A-Za-z0-9+/]{43}=$/],
    ["a key in hexadecimal", signature("hex", ""), undefined, /^[0-9a-f]{64}$/],
    ["text like its example", signature("utf8", ""), "wbhsec_ABC", /^wbhsec_[A-Za-z1-9]{12}$/],
    ["text after a prefix", signature("utf8", "sec_"), "ABCDEFGHIJKL", /^sec_[A-Za-z1-9]{12}$/],
    ["a token", { kind: "token", header: "X", credential: "t" } as const, "tok_1", /^tok_\d{9}$/],
  ])("%s", (_, authentication, example, pattern) => {
    const secret = newWebhookSecret(authentication, ids(), example);
    expect(secret).toMatch(pattern);
    expect(newWebhookSecret(authentication, ids(), example)).toBe(secret);
    expect(newWebhookSecret(authentication, createIds(), example)).not.toBe(secret);
  });
});
