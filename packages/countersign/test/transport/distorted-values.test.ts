import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

// Values that an untyped program, or a cast, could pass, and that would arrive as something else.

const credentials = { appId: "app-1", secret: "s3cret" };

describe("a body that JSON would silently distort is rejected, and not sent:", () => {
  class Mail {
    readonly #name: string;
    constructor(name: string) {
      this.#name = name;
    }
    get name(): string {
      return this.#name;
    }
  }
  it.each<[string, unknown]>([
    ["a promise that was not awaited", { name: Promise.resolve("Jane") }],
    ["a promise as the body", Promise.resolve({ name: "Jane" })],
    ["a Map", { names: new Map([["first", "Jane"]]) }],
    ["a Set", { names: new Set(["Jane"]) }],
    ["a file", { passport: new File(["…"], "passport.png") }],
    ["a file in a list", { passports: [new Blob(["…"])] }],
    ["a stream as the body", new ReadableStream()],
    ["an ArrayBuffer in an object", { image: new ArrayBuffer(8) }],
    ["bytes in an object", { image: new Uint8Array([1, 2]) }],
    ["NaN", { amount: Number.NaN }],
    ["infinity in a list", { amounts: [1, Number.POSITIVE_INFINITY] }],
    ["an invalid date", { birthdate: new Date(Number.NaN) }],
    ["a function", () => "Jane"],
    ["a function in an object", { name: () => "Jane" }],
    ["a Buffer, whose toJSON is not its bytes", { image: Buffer.from("Jane") }],
    ["a DataView", { image: new DataView(new ArrayBuffer(2)) }],
    ["search parameters", { query: new URLSearchParams({ name: "Jane" }) }],
    ["headers", { headers: new Headers({ name: "Jane" }) }],
    ["an error", { cause: new Error("Jane") }],
    ["an instance of a class, whose data may be private", { mail: new Mail("Jane") }],
    ["an object whose data is inherited", { mail: Object.create({ name: "Jane" }) }],
    ["an object whose toJSON returns a Map", { names: { toJSON: () => new Map([["Jane", 1]]) } }],
    ["a Map of another realm", { names: runInNewContext('new Map([["Jane", 1]])') }],
    ["an invalid date of another realm", { birthdate: runInNewContext("new Date(NaN)") }],
    ["a symbol", Symbol("Jane")],
  ])("%s", async (_, body) => {
    const server = await startServer();
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const error = await client.createUser({ body: body as never }).catch((reason) => reason);
    expect(error).toMatchObject({ code: "request_invalid" });
    expect(error.message).not.toContain("Jane");
    expect(server.received).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["null and empty values", { a: null, b: {}, c: [], d: "" }, '{"a":null,"b":{},"c":[],"d":""}'],
    ["a date", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ["a URL", { page: new URL("https://a.test/b") }, '{"page":"https://a.test/b"}'],
    ["an object of another realm", runInNewContext("({ a: [{ b: 1 }] })"), '{"a":[{"b":1}]}'],
    ["an undefined property", { a: undefined, b: 1 }, '{"b":1}'],
    ["an object without a prototype", Object.create(null), "{}"],
    ["an object with its own toJSON", { id: { toJSON: () => 7 } }, '{"id":7}'],
    ["the string null", { name: "null", other: '{"0":' }, '{"name":"null","other":"{\\"0\\":"}'],
  ])("but not %s", async (_, body, expected) => {
    const server = await startServer();
    await connect(acme, { ...credentials, baseUrl: server.url }).createUser({
      body: body as never,
    });
    expect(server.received[0]?.body.toString()).toBe(expected);
  });
});

it.each(["GET", "HEAD"])(
  "rejects the body of a %s request at once, because fetch does not send it",
  async (method) => {
    const server = await startServer();
    const getStatus = { ...acme.operations.getStatus, method } as never;
    const provider = { ...acme, operations: { ...acme.operations, getStatus } };
    const client = connect(provider as typeof acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus({ body: { name: "Jane" } } as never)).rejects.toMatchObject({
      code: "request_invalid",
      message: `A ${method} request cannot have a body.`,
    });
    expect(server.received).toEqual([]);
  },
);

describe("a header value that cannot be sent is rejected, and not shown:", () => {
  it.each(["Jane\nDoe", "Jane\r\nX-Evil: 1", "Jane\0", "Jane ✓"])("%j", async (value) => {
    const server = await startServer();
    const options = { ...credentials, baseUrl: server.url };
    const calls = [
      async () => connect(acme, options).getStatus({ headers: { "X-Name": value } }),
      async () => connect(acme, { ...options, headers: { "X-Name": value } }).getStatus(),
      async () =>
        connect(acme, options).createUser({
          params: { header: { "Acme-Version": value } },
          body: { name: "x" },
        }),
    ];
    for (const call of calls) {
      const error = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: "request_invalid",
        message: expect.stringMatching(
          /^The header parameter `(X-Name|Acme-Version)` must be Latin-1 without line breaks\.$/i,
        ),
      });
      expect(error).not.toHaveProperty("cause");
    }
    expect(server.received).toEqual([]);
  });

  it("but not Latin-1 and inner whitespace", async () => {
    const server = await startServer();
    const headers = { "X-Name": "J\xfcrgen\tO\xb4Neill  x" };
    await connect(acme, { ...credentials, baseUrl: server.url, headers }).getStatus();
    expect(server.received[0]?.headers["x-name"]).toBe("J\xfcrgen\tO\xb4Neill  x");
  });
});

it.each([
  ["text", ""],
  ["arrayBuffer", new ArrayBuffer(0)],
] as const)(
  "returns an empty response as an empty %s if the caller chose that type",
  async (parseAs, expected) => {
    const server = await startServer(() => ({ headers: { "content-length": "0" }, body: "" }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    expect(await client.getStatus({ parseAs })).toEqual(expected);
  },
);
