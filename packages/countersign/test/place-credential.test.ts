import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { Provider } from "../src/provider-table/provider.ts";
import { encodingsOf, renderingsOf } from "./canary/renderings.ts";
import { startServer } from "./helpers/start-server.ts";

interface Types {
  readonly credentials: {
    key?: string;
    session?: string;
    username?: string;
    password?: string;
    bot?: string;
  };
  readonly operations: Record<
    "byQuery" | "byCookie" | "byBasic" | "byTemplate" | "signed",
    Operation
  >;
  readonly paths: object;
}

interface Operation {
  input: { params?: { query?: { q?: string } } };
  response: unknown;
  errors: object;
}

const hmac = {
  credential: "key",
  algorithm: "SHA-256",
  keyEncoding: "utf8",
  message: ["{query}"],
  separator: "",
  encoding: "hex",
  value: "{signature}",
} as const;

const table = {
  name: "old",
  title: "Old API",
  version: "1",
  servers: {},
  defaultHeaders: {},
  securitySchemes: {
    query: { type: "query", parameter: "api_key", credential: "key" },
    cookie: { type: "cookie", cookie: "sid", credential: "session" },
    basic: { type: "basic", username: "username", password: "password" },
    template: {
      type: "template",
      header: "Authorization",
      value: 'Token token="{credential}"',
      credential: "bot",
    },
    signature: { type: "hmac", header: "X-Signature", hmac },
  },
  requiredCredentials: [],
  operations: {
    byQuery: { method: "GET", path: "/q", security: [["query"]] },
    byCookie: { method: "GET", path: "/c", security: [["cookie"]] },
    byBasic: { method: "GET", path: "/b", security: [["basic"]] },
    byTemplate: { method: "GET", path: "/t", security: [["template"]] },
    signed: { method: "GET", path: "/s", security: [["query", "signature"]] },
  },
} as const satisfies Provider;
const old: typeof table & { readonly "~types"?: Types } = table;

const credentials = {
  key: "k&y=1",
  session: "s;1",
  username: "jane",
  password: "pä:ss",
  bot: "b$&t",
};

async function received(
  call: "byQuery" | "byCookie" | "byBasic" | "byTemplate" | "signed",
  options: object = {},
) {
  const server = await startServer();
  const client = connect(old, { ...credentials, baseUrl: server.url });
  await client[call](options);
  const [request] = server.received;
  if (request === undefined) return expect.fail("nothing was sent");
  return request;
}

describe("a credential", () => {
  it("is sent in the query, after the call's parameters", async () => {
    expect((await received("byQuery")).target).toBe("/q?api_key=k%26y%3D1");
    const query = { params: { query: { q: "x" } } };
    expect((await received("byQuery", query)).target).toBe("/q?q=x&api_key=k%26y%3D1");
  });

  it("is sent as a cookie, next to the caller's, and replaces one of the same name", async () => {
    const { headers } = await received("byCookie", { headers: { cookie: "a=1; sid=forged; b=2" } });
    expect(headers.cookie).toBe("a=1; b=2; sid=s%3B1");
  });

  it("is sent as user name and password", async () => {
    // printf 'jane:pä:ss' | base64
    expect((await received("byBasic")).headers.authorization).toBe("Basic amFuZTpww6Q6c3M=");
  });

  it("is sent with the words around it in a header's value", async () => {
    expect((await received("byTemplate")).headers.authorization).toBe('Token token="b$&t"');
  });

  it("is refused with the words that the client adds, which are not doubled", async () => {
    const server = await startServer();
    for (const bot of ['Token token="s3cret"', 'token TOKEN="s3cret']) {
      const client = connect(old, { bot: () => bot, baseUrl: server.url });
      const error: unknown = await client.byTemplate().catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        name: "CredentialError",
        code: "credential_invalid",
        option: "bot",
        message: 'The option `bot` must not begin with "Token token="", which the client adds.',
      });
      expect(renderingsOf(error)).not.toContain("s3cret");
    }
    expect(server.received).toEqual([]);
  });

  it("may begin like words that could be the beginning of a key", async () => {
    const server = await startServer();
    const worded = {
      ...old,
      securitySchemes: { template: { ...table.securitySchemes.template, value: "v1{credential}" } },
    };
    await connect(worded, { bot: "v1key", baseUrl: server.url }).byTemplate();
    expect(server.received[0]?.headers.authorization).toBe("v1v1key");
  });

  it("in the query is covered by the signature", async () => {
    const { target, headers } = await received("signed");
    expect(target).toBe("/s?api_key=k%26y%3D1");
    // printf '?api_key=k%%26y%%3D1' | openssl dgst -sha256 -hmac 'k&y=1'
    expect(headers["x-signature"]).toBe(
      "2701f1a4c69dd23fa225395c74bfd1a94158177ee587003a0f896e74d70f1e1e",
    );
  });

  it("is added to the URL of a redirect, once", async () => {
    const server = await startServer(({ target }) =>
      target.startsWith("/q") ? { status: 302, headers: { location: "/moved?x=1" } } : {},
    );
    await connect(old, { ...credentials, baseUrl: server.url }).byQuery();
    expect(server.received.map(({ target }) => target)).toEqual([
      "/q?api_key=k%26y%3D1",
      "/moved?x=1&api_key=k%26y%3D1",
    ]);
  });

  it("leaks from no error and no hook", async () => {
    const server = await startServer(() => ({ status: 404 }));
    const events: unknown[] = [];
    const push = (event: unknown) => events.push(event);
    const hooks = { onRequest: push, onResponse: push, onEnd: push };
    const planted = encodingsOf([...Object.values(credentials), "jane:pä:ss"]);
    for (const baseUrl of [server.url, "http://127.0.0.1:1"]) {
      const client = connect(old, { ...credentials, baseUrl, hooks, retry: false });
      for (const call of ["byQuery", "byCookie", "byBasic", "byTemplate"] as const) {
        const error: unknown = await client[call]().catch((reason: unknown) => reason);
        const output = renderingsOf(error) + JSON.stringify(events);
        expect(planted.filter((canary) => output.includes(canary))).toEqual([]);
      }
    }
  });
});
