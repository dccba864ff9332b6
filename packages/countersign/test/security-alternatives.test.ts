import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import type { Provider } from "../src/provider-table/provider.ts";
import { startServer } from "./helpers/start-server.ts";

const credential = (name: string) =>
  ({ type: "apiKey", header: `X-${name}`, credential: name }) as const;

const provider: Provider = {
  name: "choices",
  title: "Choices API",
  version: "1",
  servers: {},
  defaultHeaders: {},
  securitySchemes: {
    a: credential("a"),
    b: credential("b"),
    c: credential("c"),
    d: credential("d"),
  },
  requiredCredentials: [],
  operations: {
    call: { method: "GET", path: "/", security: [["a", "b"], ["b", "c"], ["d"]] },
  },
};

/** Makes a call with these credentials; returns those that were sent, or the error. */
async function sentWith(...names: string[]): Promise<unknown> {
  const server = await startServer();
  const options = Object.fromEntries(names.map((name) => [name, name]));
  const client: unknown = connect(provider, { ...options, baseUrl: server.url } as never);
  const { call } = client as { call: () => Promise<unknown> };
  const error: unknown = await call().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error !== undefined) {
    expect(server.received).toEqual([]);
    return error;
  }
  const headers = Object.keys(server.received[0]?.headers ?? {});
  return headers.filter((name) => /^x-[a-d]$/.test(name)).map((name) => name.slice(2));
}

describe("security alternatives", () => {
  it.each([
    ["the first complete one", ["a", "b"], ["a", "b"]],
    ["the first, whatever else is present", ["a", "b", "c", "d"], ["a", "b"]],
    ["the second, and nothing of the first", ["b", "c"], ["b", "c"]],
    ["the second before the third", ["b", "c", "d"], ["b", "c"]],
    ["the third, and nothing of the others", ["a", "c", "d"], ["d"]],
  ])("choose %s", async (_, given, expected) => {
    expect(((await sentWith(...given)) as string[]).sort()).toEqual(expected);
  });

  it("are never mixed: nothing is sent, and the error lists the alternatives", async () => {
    expect(await sentWith("a", "c")).toMatchObject({
      code: "credential_missing",
      option: "b",
      message: "Choices API: this operation lacks credentials; set `b`, or `d`.",
    });
  });
});
