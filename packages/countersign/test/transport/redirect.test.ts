import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { RedirectError } from "../../src/errors/errors.ts";
import { acme } from "../helpers/acme.ts";
import { startServer } from "../helpers/start-server.ts";

const credentials = { appId: "app-1", secret: "s3cret" };

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])(
    "with status %i to another origin sends neither headers nor body there",
    async (status) => {
      const other = await startServer();
      const server = await startServer(() => ({
        status,
        headers: { location: `${other.url}/steal?who=jane` },
      }));
      const client = connect(acme, { ...credentials, baseUrl: server.url });
      const error = await client.createUser({ body: { name: "Jane" } }).catch((reason) => reason);
      expect(error).toBeInstanceOf(RedirectError);
      expect(error).toMatchObject({ code: "redirect_refused", status });
      expect(error.message).toContain(`redirect to ${other.url}, which was not followed`);
      expect(error.message).not.toContain("jane");
      expect(other.received).toEqual([]);
      expect(server.received).toHaveLength(1);
    },
  );

  it("is refused in a call by path too", async () => {
    const other = await startServer();
    const server = await startServer(() => ({ status: 307, headers: { location: other.url } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.POST("/users", { body: { name: "Jane" } })).rejects.toThrow(RedirectError);
    expect(other.received).toEqual([]);
  });

  it("is not followed even if an untyped caller requests it", async () => {
    const other = await startServer();
    const server = await startServer(() => ({ status: 307, headers: { location: other.url } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const options: object = { redirect: "follow", fetch: globalThis.fetch, baseUrl: other.url };
    await expect(client.getStatus(options)).rejects.toThrow(RedirectError);
    expect(other.received).toEqual([]);
  });

  it("hidden by a browser is refused too", async () => {
    const hidden = Response.error();
    Object.defineProperty(hidden, "type", { value: "opaqueredirect" });
    const client = connect(acme, {
      ...credentials,
      environment: "sandbox",
      fetch: async () => hidden,
    });
    await expect(client.getStatus()).rejects.toThrow("returned a redirect, which was not followed");
  });
});

describe("a redirect within the origin", () => {
  it("of a GET is followed with a new signature", async () => {
    const server = await startServer(({ target }) =>
      target === "/status"
        ? { status: 307, headers: { location: "/moved?to=here" } }
        : { body: '{"id":"u1"}' },
    );
    const moved = { ...acme.operations.getUser, path: "/status" } as const;
    const provider = { ...acme, operations: { ...acme.operations, getStatus: moved } };
    const client = connect(provider, { ...credentials, baseUrl: server.url });
    expect(await client.getStatus()).toEqual({ id: "u1" });
    expect(server.received.map(({ target }) => target)).toEqual(["/status", "/moved?to=here"]);
    const signature = createHmac("sha256", "s3cret").update("GET/moved?to=here").digest("hex");
    expect(server.received[1]?.headers["x-signature"]).toBe(signature);
  });

  it("of a POST is refused", async () => {
    const server = await startServer(() => ({ status: 307, headers: { location: "/moved" } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.createUser({ body: { name: "Jane" } })).rejects.toThrow(RedirectError);
    expect(server.received).toHaveLength(1);
  });

  it("in a loop is abandoned", async () => {
    const server = await startServer(() => ({ status: 302, headers: { location: "/status" } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus()).rejects.toThrow(RedirectError);
    expect(server.received).toHaveLength(6);
  });

  it("with a user name in its URL is refused, and not retried", async () => {
    const server = await startServer(({ headers }) => ({
      status: 302,
      headers: { location: `http://jane:secret@${headers.host}/moved` },
    }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    const error = await client.getStatus().catch((reason) => reason);
    expect(error).toBeInstanceOf(RedirectError);
    expect(`${error.stack} ${error.cause}`).not.toContain("jane");
    expect(server.received).toHaveLength(1);
  });

  it("of a HEAD is followed too, with an absolute URL and a fragment", async () => {
    const server = await startServer(({ target, headers }) =>
      target === "/status"
        ? { status: 308, headers: { location: `http://${headers.host}/moved#there` } }
        : { headers: { "x-here": "yes" } },
    );
    const getStatus = { ...acme.operations.getStatus, method: "HEAD" } as const;
    const provider = { ...acme, operations: { ...acme.operations, getStatus } };
    const client = connect(provider, { ...credentials, baseUrl: server.url });
    const { response } = await client.getStatus().withResponse();
    expect(response.headers.get("x-here")).toBe("yes");
    expect(server.received.map(({ method, target }) => `${method} ${target}`)).toEqual([
      "HEAD /status",
      "HEAD /moved",
    ]);
  });

  it("does not include another port", async () => {
    const other = await startServer();
    const server = await startServer(() => ({ status: 302, headers: { location: other.url } }));
    const client = connect(acme, { ...credentials, baseUrl: server.url });
    await expect(client.getStatus()).rejects.toThrow(RedirectError);
    expect(other.received).toEqual([]);
  });
});

it("treats a 304 as an HTTP error, not as a redirect", async () => {
  const server = await startServer(() => ({ status: 304, body: "" }));
  const client = connect(acme, { ...credentials, baseUrl: server.url });
  await expect(client.getStatus()).rejects.toMatchObject({ code: "http_error", status: 304 });
});
