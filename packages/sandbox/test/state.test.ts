import { createHmac } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { type SandboxOptions, startSandbox } from "../src/index.ts";
import { northbank } from "./fixtures/northbank.ts";

/** What responses of the provider can have. */
interface Body {
  readonly id: string | number;
  readonly createdAt: string;
  readonly decidedAt: string | null;
  readonly data: { readonly name: string }[];
  readonly next: string | null;
}

type Send = (
  method: string,
  path: string,
  body?: unknown,
  account?: string,
) => Promise<{ readonly status: number; readonly body: Body; readonly reason: string | null }>;

async function start(options: SandboxOptions = {}): Promise<Send> {
  const sandbox = await startSandbox({ documents: { northbank }, ...options });
  onTestFinished(() => sandbox.close());
  return async (method, path, value, account) => {
    const { baseUrl, key = "", secret = "" } = sandbox.connection("northbank", { account });
    const body = value === undefined ? "" : JSON.stringify(value);
    const { pathname } = new URL(`${baseUrl}${path}`);
    const message = [method, pathname, body].join("\n");
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        "x-key": key,
        "x-signature": createHmac("sha256", secret).update(message).digest("hex"),
        ...(value === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(value === undefined ? {} : { body }),
    });
    const text = await response.text();
    const reason = response.headers.get("x-sandbox-reason");
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text), reason };
  };
}

describe("a signed private document without a word about what is kept", () => {
  test("reads what was created, with what was sent and an ID of its own", async () => {
    const send = await start();
    const created = await send("POST", "/applicants", { name: "Ada", email: "ada@example.com" });
    expect(created.status).toBe(201);
    expect(created.body.id).toMatch(/^app_\w{12}$/);
    expect(created.body).toMatchObject({
      name: "Ada",
      email: "ada@example.com",
      tags: [],
      score: 7,
    });
    expect(Date.parse(created.body.createdAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(created.body.decidedAt).toBeNull();
    const read = await send("GET", `/applicants/${created.body.id}`);
    expect(read).toEqual({ status: 200, body: created.body, reason: null });
  });

  test("shows nothing of the example where a property was not sent", async () => {
    const send = await start();
    const { body } = await send("POST", "/applicants", { name: "Ada" });
    expect(body).toMatchObject({ name: "Ada", email: null, tags: [] });
  });

  test("responds for what was never created as the provider documents it", async () => {
    const send = await start();
    const read = await send("GET", "/applicants/app_none");
    expect(read.status).toBe(404);
    expect(read.body).toEqual({
      message: 'There is nothing with the ID "app_none" among applicants.',
    });
  });

  test("changes only what was sent", async () => {
    const send = await start({ now: "2026-03-01T12:00:00Z" });
    const { body } = await send("POST", "/applicants", { name: "Ada", email: "ada@example.com" });
    const changed = await send("PATCH", `/applicants/${body.id}`, { tags: ["new"] });
    expect(changed.body).toEqual({ ...body, tags: ["new"] });
    expect((await send("GET", `/applicants/${body.id}`)).body).toEqual(changed.body);
  });

  test("forgets what was deleted", async () => {
    const send = await start();
    const { body } = await send("POST", "/applicants", { name: "Ada" });
    expect((await send("DELETE", `/applicants/${body.id}`)).status).toBe(204);
    expect((await send("GET", `/applicants/${body.id}`)).status).toBe(404);
    expect((await send("DELETE", `/applicants/${body.id}`)).status).toBe(404);
  });

  test("lists page by page, the newest first", async () => {
    const send = await start();
    for (const name of ["A", "B", "C"]) await send("POST", "/applicants", { name });
    const first = await send("GET", "/applicants");
    expect(first.body.data.map(({ name }) => name)).toEqual(["C", "B"]);
    const second = await send("GET", `/applicants?after=${first.body.next}`);
    expect(second.body.data.map(({ name }) => name)).toEqual(["A"]);
    expect(second.body.next).toBeNull();
  });

  test("refuses a cursor that it did not give", async () => {
    const send = await start();
    const { status, reason } = await send("GET", "/applicants?after=app_other");
    expect(status).toBe(400);
    expect(reason).toContain('after: "app_other" is not the ID of an item of this list');
  });

  test("filters by a parameter that has the name of a property", async () => {
    const send = await start();
    for (const name of ["A", "B", "A"]) await send("POST", "/applicants", { name });
    const { body } = await send("GET", "/applicants?name=A&limit=10");
    expect(body.data.map(({ name }) => name)).toEqual(["A", "A"]);
  });

  test("keeps what belongs to one parent apart from that of another", async () => {
    const send = await start();
    const { body: ada } = await send("POST", "/applicants", { name: "Ada" });
    const { body: bob } = await send("POST", "/applicants", { name: "Bob" });
    const note = await send("POST", `/applicants/${ada.id}/notes`, { text: "Called" });
    expect(note.body).toEqual({ id: expect.any(Number), text: "Called" });
    const path = `notes/${note.body.id}`;
    expect((await send("GET", `/applicants/${ada.id}/${path}`)).body).toEqual(note.body);
    expect((await send("GET", `/applicants/${bob.id}/${path}`)).status).toBe(404);
    expect((await send("GET", `/applicants/${ada.id}/notes`)).body).toEqual([note.body]);
    expect((await send("GET", `/applicants/${bob.id}/notes`)).body).toEqual([]);
  });

  test("keeps accounts apart by their credentials", async () => {
    const send = await start();
    const { body } = await send("POST", "/applicants", { name: "Ada" }, "east");
    expect((await send("GET", `/applicants/${body.id}`, undefined, "east")).status).toBe(200);
    expect((await send("GET", `/applicants/${body.id}`)).status).toBe(404);
    expect((await send("GET", `/applicants/${body.id}`, undefined, "west")).status).toBe(404);
  });

  test("remembers nothing if it is told so", async () => {
    const send = await start({ stateless: true });
    expect((await send("GET", "/applicants/app_none")).body.id).toBe("app_ABC123");
  });

  test("gives the same responses in each run with one seed and one time", async () => {
    const run = async () => {
      const send = await start({ seed: "spring", now: "2026-03-01T12:00:00Z" });
      const created = await send("POST", "/applicants", { name: "Ada" });
      const other = await send("POST", "/applicants", { name: "Bob" });
      return [created, other, await send("GET", "/applicants")];
    };
    expect(await run()).toEqual(await run());
  });
});
