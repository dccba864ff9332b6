import { readdirSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { signPersonaWebhook } from "countersign/persona";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { compiled, compileSnippets } from "./helpers/compile-snippets.ts";
import { type ProviderSandboxes, startProviderSandboxes } from "./helpers/provider-sandboxes.ts";
import { type Receiver, startRoute, startServer, startWorker } from "./helpers/receivers.ts";
import { runProgram } from "./helpers/run-program.ts";
import { firstBelow, programsOf, type Snippet } from "./helpers/snippets.ts";

const docs = new URL("../../docs/", import.meta.url);
// In this package, so that its dependencies resolve; git ignores it.
const folder = new URL("../snippets/guides/", import.meta.url);

const guides = readdirSync(docs).filter((name) => name.endsWith(".md"));
const snippets = programsOf(docs, guides);

/** The webhook receivers in the guides, by file, with the function that starts each. */
const receivers = [
  ["express.ts", startServer],
  ["hono.ts", startServer],
  ["app/webhooks/persona/route.ts", startRoute],
  ["worker.ts", startWorker],
] as const;
const programs = snippets.filter(
  ({ file, title }) =>
    !receivers.some(([name]) => name === file) &&
    // proxies.test.ts runs them.
    !title.startsWith("proxies-and-certificates.md"),
);

const secrets = {
  PERSONA_WEBHOOK_SECRET: "wbhsec_00000000-fake-4000-8000-000000000001",
  INKLINK_WEBHOOK_SECRET: "whsec_aW5rbGluay10ZXN0LXNlY3JldC0wMTIzNDU2Nzg5YWI=",
  P100_WEBHOOK_TOKEN: "made-up-token",
};

let sandboxes: ProviderSandboxes;
let compilation = "";

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  sandboxes = await startProviderSandboxes();
  compilation = await compileSnippets(folder, snippets);
});
afterAll(async () => {
  await sandboxes.close();
  await rm(folder, { recursive: true, force: true });
});

it("compiles the programs in the guides", () => {
  expect(compilation).toBe("");
});

it("shows the first program of every guide with code by line 20", () => {
  expect(firstBelow(20, snippets)).toEqual([]);
});

describe.each(programs.map((program): [string, Snippet] => [program.title, program]))(
  "the program at docs/%s",
  (_title, program) => {
    it("prints the output shown below it", async () => {
      const environment = { ...sandboxes.environment, ...secrets };
      const { stdout, stderr } = await runProgram(folder, program, environment);
      expect(stderr).toBe("");
      // The output of Node's test runner contains durations.
      if (program.code.includes('from "node:test"')) expect(stdout).toMatch(/^ℹ fail 0$/m);
      else expect(stdout).toBe(program.output ?? "");
    });
  },
);

const json = { "content-type": "application/json" };
// Not as a serializer would write it, so that parsing and serializing it again changes the bytes.
const body = `{ "data": { "id": "evt_é", "type": "event", "attributes": {
  "name": "inquiry.approved", "note": "${"x".repeat(200_000)}", "score": 1.0 } } }`;

describe.each(receivers)("the receiver %s", (file, start) => {
  async function started(secret: string): Promise<Receiver> {
    const snippet = snippets.find((each) => each.file === file);
    if (snippet === undefined) throw new Error(`no guide shows ${file}`);
    const receiver = await start(compiled(folder, snippet), { PERSONA_WEBHOOK_SECRET: secret });
    onTestFinished(() => receiver.stop());
    return receiver;
  }

  it("accepts a delivery from Persona, and refuses one that was modified", async () => {
    const { PERSONA_WEBHOOK_SECRET: secret } = secrets;
    const receiver = await started(secret);
    const headers = await signPersonaWebhook({ body, secret, headers: json });
    const tampered = body.replace("inquiry.approved", "inquiry.declined");
    expect(await receiver.post({ headers, body: tampered })).toBe(400);
    expect(await receiver.post({ headers: new Headers(json), body: "{}" })).toBe(400);
    expect(receiver.log()).toBe("");
    expect(await receiver.post({ headers, body })).toBe(200);
    await vi.waitFor(() => expect(receiver.log()).toMatch(/^inquiry.approved evt_é\n?$/));
  });

  it("responds with 500 while its secret is missing, so that the provider retries", async () => {
    const receiver = await started("");
    const headers = await signPersonaWebhook({ body, secret: "wbhsec_any", headers: json });
    expect(await receiver.post({ headers, body })).toBe(500);
  });
});
