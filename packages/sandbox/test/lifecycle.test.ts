import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Sandbox, type SandboxOptions, startSandbox } from "../src/index.ts";
import { harbor } from "./fixtures/harbor.ts";

/** What responses of the provider can have. */
interface Body {
  readonly data: { readonly id: string; readonly status: string; readonly tags: string[] };
  readonly link?: string | null;
  readonly session?: string;
}

/** An event of the provider. */
interface Event {
  readonly type: string;
  readonly check: { readonly status: string };
}

interface Harbor {
  readonly sandbox: Sandbox;
  /** Types of the events that the receiver has, in order, and their whole bodies. */
  readonly events: string[];
  readonly bodies: Event[];
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<HarborResponse>;
  /** Creates a check and returns its ID. */
  create(body?: object): Promise<string>;
}

interface HarborResponse {
  readonly status: number;
  readonly body: Body;
  readonly reason: string | null;
}

async function start(options: SandboxOptions = {}): Promise<Harbor> {
  const bodies: Event[] = [];
  const receiver = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    bodies.push(JSON.parse(text));
    response.end();
  });
  receiver.listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  const sandbox = await startSandbox({
    documents: { harbor },
    now: "2026-03-01T12:00:00Z",
    webhooks: { harbor: `http://127.0.0.1:${port}/` },
    ...options,
  });
  onTestFinished(async () => {
    await sandbox.close();
    receiver.close();
    receiver.closeAllConnections();
  });
  const { baseUrl, token = "" } = sandbox.connection("harbor");
  const call: Harbor["call"] = async (method, path, value, headers = { "x-token": token }) => {
    const body = value === undefined ? {} : { body: JSON.stringify(value) };
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...headers,
        ...(value === undefined ? {} : { "content-type": "application/json" }),
      },
      ...body,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json");
    const reason = response.headers.get("x-sandbox-reason");
    return { status: response.status, body: isJson ? JSON.parse(text) : text, reason };
  };
  return {
    sandbox,
    bodies,
    get events() {
      return bodies.map(({ type }) => type);
    },
    call,
    create: async (body = {}) => (await call("POST", "/checks", body)).body.data.id,
  };
}

describe("a declared lifecycle", () => {
  test("begins in its first state, with what was sent where it is kept", async () => {
    const { call } = await start();
    const { body } = await call("POST", "/checks", {
      user: "u-7",
      return_url: "https://a.example",
    });
    expect(body).toMatchObject({
      data: {
        status: "created",
        reference: "u-7",
        return_url: "https://a.example",
        started_at: null,
      },
      link: null,
    });
  });

  test("is finished by the shortest way, whose events arrive in order", async () => {
    const harbor = await start();
    const id = await harbor.create();
    const finished = await harbor.sandbox.finish("harbor", id, "approved");
    expect(finished).toMatchObject({ state: "approved", isFinal: true, reachable: [] });
    expect(harbor.events).toEqual(["check.created", "check.started", "check.approved"]);
    expect(harbor.bodies.map(({ check }) => check.status)).toEqual([
      "created",
      "pending",
      "approved",
    ]);
    expect(harbor.bodies[1]).toMatchObject({
      at: "2026-03-01T12:00:00.000Z",
      check: { id, started_at: "2026-03-01T12:00:00.000Z" },
    });
    expect((await harbor.call("GET", `/checks/${id}`)).body.data.status).toBe("approved");
  });

  test("names the states that are possible if no way leads to one", async () => {
    const { sandbox, create } = await start();
    const id = await create();
    await sandbox.finish("harbor", id, "declined");
    await expect(sandbox.finish("harbor", id, "approved")).rejects.toThrow(
      `The verification "${id}" cannot get from the state declined to "approved"; it is final.`,
    );
    await expect(sandbox.finish("harbor", "chk_other", "approved")).rejects.toThrow(
      'There is no verification "chk_other".',
    );
  });

  test("moves by an operation, which keeps what its move says", async () => {
    const harbor = await start();
    const id = await harbor.create();
    await harbor.call("POST", `/checks/${id}/simulate`, { steps: [{ do: "start" }] });
    const { status, body } = await harbor.call("POST", `/checks/${id}/approve`, {
      reviewer: "Kim",
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ status: "approved", reviewer: "Kim" });
  });

  test("refuses an operation with the documented example for the state", async () => {
    const { sandbox, call, create } = await start();
    const id = await create();
    await sandbox.finish("harbor", id, "approved");
    const { status, body } = await call("POST", `/checks/${id}/approve`, {});
    expect(status).toBe(409);
    expect(body).toEqual({ error: "The check is decided" });
  });

  test("refuses a move that is not possible, and does nothing then", async () => {
    const harbor = await start();
    const id = await harbor.create();
    const refused = await harbor.call("POST", `/checks/${id}/resume`);
    expect(refused.status).toBe(409);
    expect(refused.reason).toBe(
      `resumeCheck is not possible: checks "${id}" is in the state created.`,
    );
    const steps = [{ do: "decline" }, { do: "approve" }];
    expect((await harbor.call("POST", `/checks/${id}/simulate`, { steps })).status).toBe(409);
    expect((await harbor.call("GET", `/checks/${id}`)).body.data.status).toBe("created");
    expect(harbor.events).toEqual(["check.created"]);
  });

  test("moves by time, when the clock is advanced", async () => {
    const harbor = await start();
    const id = await harbor.create();
    await harbor.sandbox.clock.advance(3_599_000);
    expect((await harbor.call("GET", `/checks/${id}`)).body.data.status).toBe("created");
    await harbor.sandbox.clock.advance(1000);
    expect((await harbor.call("GET", `/checks/${id}`)).body.data.status).toBe("expired");
    expect((await harbor.call("POST", `/checks/${id}/resume`)).body.data.status).toBe("pending");
  });

  test("does not expire what was decided before", async () => {
    const harbor = await start();
    const id = await harbor.create();
    await harbor.sandbox.finish("harbor", id, "approved");
    await harbor.sandbox.clock.advance(10_000_000);
    expect((await harbor.call("GET", `/checks/${id}`)).body.data.status).toBe("approved");
    expect(harbor.events).toEqual(["check.created", "check.started", "check.approved"]);
  });

  test("adds to a list what an operation sends, once", async () => {
    const { call, create } = await start();
    const id = await create();
    await call("POST", `/checks/${id}/tags`, { tag: "vip" });
    await call("POST", `/checks/${id}/tags`, { tag: "new" });
    const { body } = await call("POST", `/checks/${id}/tags`, { tag: "vip" });
    expect(body.data.tags).toEqual(["vip", "new"]);
  });

  test("issues tokens that belong to a record, for as long as they last", async () => {
    const { sandbox, call, create } = await start();
    const id = await create();
    const early = await call("POST", "/sessions", { check: id });
    expect(early).toMatchObject({ status: 403, reason: "The check has not begun" });
    await create();
    await call("POST", `/checks/${id}/simulate`, { steps: [{ do: "start" }] });
    const { body } = await call("POST", "/sessions", { check: id });
    expect(body.session).toMatch(/^ses_\w{12}$/);
    const headers = { authorization: `Bearer ${body.session}` };
    expect((await call("GET", "/me", undefined, headers)).body.data.id).toBe(id);
    await sandbox.clock.advance(60_000);
    expect((await call("GET", "/me", undefined, headers)).status).toBe(401);
  });
});

describe("the end user's page", () => {
  test("is what links lead to, if the request asks for one", async () => {
    const { sandbox, call } = await start();
    const { body } = await call("POST", "/checks", { with_link: true });
    expect(body.link).toBe(`${sandbox.url}/_sandbox/pages/harbor/${body.data.id}?resource=checks`);
    expect(sandbox.verifications[0]?.url).toBe(body.link);
  });

  test("has the provider's address for those who ask for it", async () => {
    const { call } = await start({ links: "provider" });
    const { body } = await call("POST", "/checks", { with_link: true });
    expect(body.link).toBe(`https://harbor.example/v/${body.data.id}`);
  });

  test("goes back with the documented query, without members that have no value", async () => {
    const { sandbox, create } = await start();
    const id = await create({ return_url: "https://a.example/back?session=1" });
    const { returnUrl } = await sandbox.finish("harbor", id, "declined");
    expect(returnUrl).toBe(`https://a.example/back?session=1&check=${id}&status=declined`);
  });

  test("is opened by an operation for browsers", async () => {
    const { sandbox, call, create } = await start();
    const id = await create();
    const { status, body } = await call("GET", `/open/${id}`, undefined, {});
    expect(status).toBe(200);
    expect(body).toContain(`<a href="${sandbox.url}/_sandbox/pages/harbor/${id}?resource=checks">`);
  });
});
