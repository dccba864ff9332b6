import { createHmac } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { connect } from "../src/client/connect.ts";
import { CredentialError } from "../src/index.ts";
import { acme } from "./helpers/acme.ts";
import { type Received, startServer } from "./helpers/start-server.ts";

const retry = { minDelayMs: 1, maxDelayMs: 1 };

/** A store whose credentials are replaced after every read. */
function rotatingStore(): { read(): Promise<{ appId: string; secret: string }>; reads: number } {
  return {
    reads: 0,
    async read() {
      this.reads += 1;
      const rotation = this.reads;
      await sleep(Math.random() * 3);
      return { appId: `id-${rotation}`, secret: `secret-${rotation}` };
    },
  };
}

/** Whether a GET is signed with the secret that belongs to the ID it was sent with. */
function isTorn({ target, headers }: Received): boolean {
  const rotation = String(headers["x-app-id"]).replace("id-", "");
  const signature = createHmac("sha256", `secret-${rotation}`).update(`GET${target}`).digest("hex");
  return headers["x-signature"] !== signature;
}

function getUsers(client: {
  getUser(input: { params: { path: { id: string } } }): Promise<unknown>;
}): Promise<unknown> {
  const ids = Array.from({ length: 200 }, (_, index) => `u${index}`);
  return Promise.all(ids.map((id) => client.getUser({ params: { path: { id } } })));
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("credentials of one function", () => {
  it("are of one rotation in every request, however many calls run at once", async () => {
    const server = await startServer((_, count) => ({ status: count % 3 === 0 ? 503 : 200 }));
    const store = rotatingStore();
    const credentials = () => store.read();
    await getUsers(
      connect(acme, { credentials, baseUrl: server.url, retry: { ...retry, maxRetries: 20 } }),
    );
    expect(server.received.length).toBeGreaterThan(200);
    expect(server.received.filter(isTorn)).toEqual([]);
    // Every attempt has credentials of its own.
    expect(new Set(server.received.map(({ headers }) => headers["x-app-id"]))).toHaveLength(
      store.reads,
    );
    expect(store.reads).toBe(server.received.length);
  });

  it("are what two functions cannot promise", async () => {
    const server = await startServer();
    const store = rotatingStore();
    const appId = async () => (await store.read()).appId;
    const secret = async () => (await store.read()).secret;
    await getUsers(connect(acme, { appId, secret, baseUrl: server.url }));
    expect(server.received.filter(isTorn)).not.toEqual([]);
  });

  it("are not read for an operation that needs none", async () => {
    const server = await startServer();
    const store = rotatingStore();
    const client = connect(acme, { credentials: () => store.read(), baseUrl: server.url });
    await client.getStatus();
    expect(store.reads).toBe(0);
    expect(server.received[0]?.headers).not.toHaveProperty("x-app-id");
  });

  it("choose the alternative of an operation in every request", async () => {
    const server = await startServer(() => ({ status: 204, body: "" }));
    const given: { token?: string }[] = [{ token: "t" }, {}, { token: undefined as never }];
    const credentials = () => ({ appId: "id-1", secret: "s", ...given[server.received.length] });
    const client = connect(acme, { credentials, baseUrl: server.url });
    for (const _ of given) await client.deleteUser({ params: { path: { id: "u1" } } });
    expect(
      server.received.map(({ headers }) => headers.authorization ?? headers["x-app-id"]),
    ).toEqual(["Bearer t", "id-1", "id-1"]);
  });

  it.each([
    [
      "lacks one",
      () => ({ appId: "id-1" }),
      "credential_missing",
      "this operation lacks credentials; set `secret`",
    ],
    ["returns nothing", () => undefined, "credential_missing", "set `appId` and `secret`"],
    [
      "returns an empty one",
      () => ({ appId: "", secret: "s" }),
      "credential_missing",
      "the option `appId` must be",
    ],
    [
      "returns a line break",
      () => ({ appId: "id-1", secret: "s3cret\n" }),
      "credential_invalid",
      "the option `secret`",
    ],
    [
      "inherits one",
      () => Object.create({ appId: "id-1", secret: "s" }),
      "credential_missing",
      "set `appId`",
    ],
    [
      "throws",
      () => {
        throw new Error("vault is sealed");
      },
      "credential_invalid",
      "the option `credentials` is a function that threw; see `cause`",
    ],
  ])("are refused before anything is sent if the function %s", async (_, source, code, message) => {
    const server = await startServer();
    const client = connect(acme, { credentials: source as never, baseUrl: server.url });
    const error = await failure(client.getUser({ params: { path: { id: "u1" } } }));
    expect(error).toBeInstanceOf(CredentialError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(String(error)).not.toContain("s3cret");
    expect(server.received).toEqual([]);
  });

  it.each([
    ["an object", { credentials: { appId: "id-1", secret: "s" } }],
    ["null", { credentials: null }],
  ])("are missing if the option is %s", (_, options) => {
    expect(() => connect(acme, { ...options, environment: "sandbox" } as never)).toThrow(
      "Acme API: the option `appId` must be a non-empty string, or a function that returns one.",
    );
  });
});
