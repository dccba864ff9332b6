import { p100 } from "@countersign/p100";
import { persona } from "@countersign/persona";
import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import {
  CountersignError,
  signWebhook as publicSignWebhook,
  signDelivery,
  signRequest,
} from "../src/index.ts";
import { signWebhook } from "../src/webhooks/sign-webhook.ts";
import { verifyWebhook } from "../src/webhooks/verify-webhook.ts";
import { acme } from "./helpers/acme.ts";
import { startServer } from "./helpers/start-server.ts";

// What a program without types may pass. Whatever it is, the error has the documented class, and a code.

const options = { appId: "app-1", secret: "s3cret" };

/** Returns the error of a program, whether it throws or rejects. */
async function errorOf(program: () => unknown): Promise<unknown> {
  try {
    return { value: await program() };
  } catch (error) {
    return error;
  }
}

describe("creating a client with wrong options is rejected with configuration_invalid:", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["hooks that are null", { hooks: null }],
    ["a fetch that is no function", { fetch: {} }],
    ["a base URL that is a symbol", { baseUrl: Symbol("url") }],
    ["a base URL that is a number", { baseUrl: 5 }],
    ["an environment that is a symbol", { environment: Symbol("production") }],
    [
      "headers that throw",
      {
        headers: new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error("no");
            },
          },
        ),
      },
    ],
  ])("%s", async (_, given) => {
    const server = await startServer();
    const hasServer = Object.keys(Object(given)).some((key) => /^(baseUrl|environment)$/.test(key));
    const base = { ...options, ...(!hasServer && { baseUrl: server.url }) };
    const all = given === null ? given : { ...base, ...given };
    const error = await errorOf(() => connect(acme, all as never));
    expect(error).toBeInstanceOf(CountersignError);
    expect(error).toMatchObject({ code: "configuration_invalid" });
  });

  it("a provider that is none", async () => {
    for (const provider of [null, undefined, {}, "acme"]) {
      const error = await errorOf(() => connect(provider as never, options as never));
      expect(error).toMatchObject({ name: "CountersignError", code: "configuration_invalid" });
    }
  });
});

describe("a call with a wrong input is rejected with request_invalid, and not sent:", () => {
  it.each<[string, unknown]>([
    ["null", null],
    ["params that are null", { params: null }],
    ["a query that is null", { params: { query: null } }],
    ["header parameters that are null", { params: { header: null } }],
    ["headers that are null", { headers: null }],
    ["a signal that is none", { signal: {} }],
    ["a signal that is a string", { signal: "abort" }],
    [
      "an input that throws",
      {
        get params() {
          throw new Error("no");
        },
      },
    ],
    ["a body that is a symbol", { body: Symbol("body") }],
    [
      "a body that throws",
      {
        body: {
          get name() {
            throw new Error("no");
          },
        },
      },
    ],
    [
      "a body that contains itself",
      (() => {
        const body: { self?: unknown } = {};
        body.self = body;
        return { body };
      })(),
    ],
    ["a body with a bigint", { body: { amount: 5n } }],
    ["a header that is a symbol", { headers: { "X-Name": Symbol("name") } }],
    ["a header with an impossible name", { headers: { "": "Jane" } }],
  ])("%s", async (_, input) => {
    const server = await startServer();
    const client = connect(acme, { ...options, baseUrl: server.url });
    for (const call of [
      () => client.createUser(input as never),
      () => client.POST("/users", input as never),
    ]) {
      const error = await errorOf(call);
      expect(error).toBeInstanceOf(CountersignError);
      expect(error).toMatchObject({ code: "request_invalid" });
    }
    expect(server.received).toEqual([]);
  });

  it.each([
    ["a symbol", Symbol("path")],
    ["an object without a prototype", Object.create(null)],
    ["null", null],
    ["an object", {}],
  ])("a path that is %s", async (_, path) => {
    const client = connect(acme, { ...options, environment: "sandbox" });
    expect(await errorOf(() => client.GET(path as never))).toMatchObject({
      name: "CountersignError",
      code: "request_invalid",
    });
  });

  it("the URL of a page", async () => {
    const client = connect(p100, { apiKey: "k", environment: "production" } as never);
    const pages = Object.values(client).filter((each) => typeof Object(each).url === "function");
    expect(pages).not.toEqual([]);
    for (const page of pages) {
      for (const input of [undefined, null, { params: null }, { params: { query: new Map() } }]) {
        const error = await errorOf(() => (page as { url(input: unknown): string }).url(input));
        expect(error).toMatchObject({ name: "CountersignError", code: "request_invalid" });
      }
    }
  });

  it("the pages of a list", async () => {
    const pagination = { style: "cursor", items: "/", cursor: "/query/c", next: "/c" } as const;
    const operations = {
      ...acme.operations,
      getStatus: { ...acme.operations.getStatus, pagination },
    };
    const client = connect(
      { ...acme, operations } as never,
      { ...options, environment: "sandbox" } as never,
    ) as never as {
      getStatus: { pages(input: unknown): AsyncGenerator };
    };
    expect(await errorOf(() => client.getStatus.pages(null).next())).toMatchObject({
      name: "CountersignError",
      code: "request_invalid",
    });
  });
});

describe("an error of the caller's fetch that cannot be read is a ConnectionError:", () => {
  const hostile = (key: string): Error =>
    Object.defineProperty(new Error("x"), key, {
      get() {
        throw new Error("Jane");
      },
    });
  it.each(["message", "stack", "cause", "name"])("its %s throws", async (key) => {
    const ended: unknown[] = [];
    const client = connect(acme, {
      ...options,
      environment: "sandbox",
      retry: false,
      hooks: { onEnd: ({ error }) => void ended.push(error) },
      fetch: () => Promise.reject(hostile(key)),
    });
    const error = await errorOf(() => client.getStatus());
    expect(error).toMatchObject({ name: "ConnectionError", code: "connection_failed" });
    expect(ended).toEqual(["connection_failed"]);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a string", "Jane"],
  ])("it throws %s", async (_, reason) => {
    const client = connect(acme, {
      ...options,
      environment: "sandbox",
      retry: false,
      fetch: () => Promise.reject(reason),
    });
    expect(await errorOf(() => client.getStatus())).toMatchObject({ name: "ConnectionError" });
  });

  it.each([
    ["nothing", undefined],
    ["a string", "ok"],
    ["an object", {}],
  ])("it returns %s instead of a response", async (_, response) => {
    const client = connect(acme, {
      ...options,
      environment: "sandbox",
      retry: false,
      fetch: () => Promise.resolve(response as never),
    });
    expect(await errorOf(() => client.getStatus())).toMatchObject({ name: "ConnectionError" });
  });
});

describe("a delivery of a wrong type is rejected with an error of the library:", () => {
  const delivery = { body: "{}", headers: {} };
  const hostile = {
    get headers(): never {
      throw new Error("Jane");
    },
  };
  const aborted = {
    headers: {},
    bodyUsed: false,
    arrayBuffer: () => Promise.reject(new Error("aborted")),
  };
  const signed = signWebhook(persona, { body: "{}", secret: "s" });
  it.each<[string, unknown, unknown]>([
    ["an undefined delivery", undefined, { secret: "s" }],
    ["a delivery that is null", null, { secret: "s" }],
    ["a string as the delivery", "{}", { secret: "s" }],
    ["headers that are null", { body: "{}", headers: null }, { secret: "s" }],
    ["headers that are a string", { body: "{}", headers: "X" }, { secret: "s" }],
    ["headers of null", { body: "{}", headers: [null] }, { secret: "s" }],
    ["headers without names", { body: "{}", headers: [[undefined, "x"]] }, { secret: "s" }],
    ["a delivery that throws", hostile, { secret: "s" }],
    ["undefined options", delivery, undefined],
    ["options that are null", delivery, null],
    ["a secret that is null", signed, { secret: null }],
    ["a secret that is a number", signed, { secret: 5 }],
    ["a body that cannot be read", aborted, { secret: "s" }],
    ["a body that is a number", 5, { secret: "s" }],
    ["a tolerance that is a string", signed, { secret: "s", toleranceSeconds: "300" }],
    ["a tolerance that is null", signed, { secret: "s", toleranceSeconds: null }],
    ["a clock that is none", signed, { secret: "s", now: 5 }],
    ["a replay guard that is none", signed, { secret: "s", replayGuard: {} }],
    [
      "a replay guard that throws",
      signed,
      { secret: "s", replayGuard: { isNew: () => Promise.reject(new Error("store")) } },
    ],
    ["a replay guard that is null", signed, { secret: "s", replayGuard: null }],
  ])("%s", async (_, given, verifyOptions) => {
    const headers = Object.fromEntries(await signed);
    const all =
      given instanceof Promise
        ? { body: "{}", headers }
        : given === 5
          ? { body: 5, headers }
          : given === aborted
            ? { ...aborted, headers }
            : given;
    const error = await errorOf(() => verifyWebhook(persona, all as never, verifyOptions as never));
    expect(error).toBeInstanceOf(CountersignError);
    expect((error as CountersignError).code).toMatch(
      /^(request_invalid|configuration_invalid|credential_(missing|invalid)|webhook_invalid)$/,
    );
  });

  it("is accepted as it is signed", async () => {
    const headers = Object.fromEntries(await signed);
    const delivered = await verifyWebhook(persona, { body: "{}", headers }, { secret: "s" });
    expect(delivered.body).toEqual({});
  });

  it.each([
    undefined,
    null,
    "{}",
    {},
    { body: "{}" },
    { body: 5, secret: "s" },
    { body: "{}", secret: "s", headers: 5 },
  ])("also when signing: %j", async (given) => {
    for (const sign of [signWebhook, publicSignWebhook, signDelivery]) {
      const error = await errorOf(() => sign(persona, given as never));
      expect(error).toBeInstanceOf(CountersignError);
    }
  });

  it.each([undefined, null, "{}", {}, { request: {}, schemaPath: "/status" }])(
    "also when signing a request: %j",
    async (given) => {
      const error = await errorOf(() => signRequest(acme, given as never, options));
      expect(error).toBeInstanceOf(CountersignError);
    },
  );
});
