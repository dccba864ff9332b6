import { runInNewContext } from "node:vm";
import { JSDOM } from "jsdom";
import * as undici from "undici";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };
const { window } = new JSDOM("");

function* pairs(): Generator<[string, string]> {
  yield ["X-Name", "a"];
  yield ["x-name", "b"];
}

describe("headers are sent, whatever form they have:", () => {
  it.each<[string, () => unknown, string]>([
    ["a record", () => ({ "X-Name": "a" }), "a"],
    ["a record of another realm", () => runInNewContext('({ "X-Name": "a" })'), "a"],
    ["Headers", () => new Headers({ "X-Name": "a" }), "a"],
    ["Headers of undici", () => new undici.Headers({ "X-Name": "a" }), "a"],
    ["Headers of jsdom", () => new window.Headers({ "X-Name": "a" }), "a"],
    ["a Map", () => new Map([["X-Name", "a"]]), "a"],
    ["search parameters", () => new URLSearchParams({ "X-Name": "a" }), "a"],
    [
      "pairs, as Headers joins them",
      () => [
        ["X-Name", "a"],
        ["x-name", "b"],
      ],
      "a, b",
    ],
    ["pairs of a generator", pairs, "a, b"],
  ])("%s", async (_, headers, expected) => {
    const server = await startServer();
    const options = { ...credentials, baseUrl: server.url };
    await connect(acme, options).getStatus({ headers: headers() as never });
    await connect(acme, options).createUser({
      params: { header: headers() as never },
      body: { name: "x" },
    });
    const client = connect(acme, { ...options, headers: headers() as never });
    await client.getStatus();
    await client.getStatus();
    expect(server.received.map((each) => each.headers["x-name"])).toEqual(Array(4).fill(expected));
  });

  it("the types take each of them", () => {
    const options = { ...credentials, environment: "sandbox" } as const;
    connect(acme, { ...options, headers: new Headers() });
    connect(acme, { ...options, headers: new Map([["X-Name", "a"]]) });
    connect(acme, { ...options, headers: new URLSearchParams() });
    connect(acme, { ...options, headers: [["X-Name", "a"]] });
    connect(acme, { ...options, headers: [] as [string, string][] });
    connect(acme, { ...options, headers: { "X-Name": "a" } satisfies HeadersInit });
    // @ts-expect-error not pairs
    expect(() => connect(acme, { ...options, headers: new Set(["Jane"]) })).toThrow();
  });

  it("those of a call replace the client's, and null removes one", async () => {
    const server = await startServer();
    const headers = new Headers({ "X-A": "client", "X-B": "client", "Acme-Version": "client" });
    const client = connect(acme, { ...credentials, baseUrl: server.url, headers });
    await client.getStatus({ headers: [["x-a", "call"]] });
    await client.getStatus({ headers: { "X-B": null } as never });
    expect(
      server.received.map((each) => [
        each.headers["x-a"],
        each.headers["x-b"],
        each.headers["acme-version"],
      ]),
    ).toEqual([
      ["call", "client", "client"],
      ["client", undefined, "client"],
    ]);
  });
});

describe("anything else is rejected, and not shown:", () => {
  class Settings {
    readonly name = "Jane";
  }
  it.each<[string, unknown]>([
    ["null", null],
    ["a string", "Jane: Doe"],
    ["a number", 5],
    ["an instance of a class", new Settings()],
    ["strings instead of pairs", ["Jane", "Doe"]],
    ["a set of strings", new Set(["Jane"])],
    ["bytes", Buffer.from("Jane")],
    ["a date as a value", [["X-Date", new Date(0)]]],
    ["a map as a value", { "X-Name": new Map([["Jane", 1]]) }],
    ["undefined as a value of a pair", [["X-Name"], ["X-Name", null, "Jane"], [undefined, "Jane"]]],
  ])("%s", async (_, headers) => {
    const server = await startServer();
    const options = { ...credentials, baseUrl: server.url };
    for (const call of [
      async () => connect(acme, options).getStatus({ headers: headers as never }),
      async () => connect(acme, { ...options, headers: headers as never }).getStatus(),
    ]) {
      const error = await call().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "request_invalid" });
      expect(String(error)).not.toContain("Jane");
    }
    expect(server.received).toEqual([]);
  });
});

it.each([
  ["a Map", new Map([["expand", "Jane"]])],
  ["search parameters", new URLSearchParams({ expand: "Jane" })],
])("a query that is %s is rejected, because it would be dropped", async (kind, query) => {
  const client = connect(acme, { ...credentials, environment: "sandbox" });
  const call = client.getUser({ params: { path: { id: "1" }, query: query as never } });
  await expect(call).rejects.toMatchObject({
    code: "request_invalid",
    message: expect.stringContaining(
      `The value of \`query\` (${kind === "a Map" ? "Map" : "URLSearchParams"})`,
    ),
  });
});
