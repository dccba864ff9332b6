import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { SandboxError, startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";
import { bundledProviders } from "./fixtures/bundled-providers.ts";
import { startAcme } from "./fixtures/start-acme.ts";

const documents = { acme };

test("listens on a free port of the loopback address", async () => {
  const { sandbox } = await startAcme();
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
});

test("throws an error that names a port in use", async () => {
  const { sandbox } = await startAcme();
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ documents, port })).rejects.toThrow(
    new SandboxError(
      "port_in_use",
      `Port ${port} is already in use. Choose another port, or 0 for any free port.`,
    ),
  );
});

test("throws an error that lists the available providers for an unknown one", async () => {
  const message = 'Unknown provider "acne". Available providers: acme.';
  const error = new SandboxError("unknown_provider", message);
  await expect(startSandbox({ documents, provider: "acne" })).rejects.toThrow(error);
  const { sandbox } = await startAcme();
  expect(() => sandbox.connection("acne")).toThrow(error);
});

test("serves the bundled providers by default", async () => {
  await expect(startSandbox({ provider: "acne" })).rejects.toThrow(
    `Unknown provider "acne". Available providers: ${bundledProviders.join(", ")}.`,
  );
});

test("refuses a provider name that is not in kebab-case", async () => {
  await expect(startSandbox({ documents: { "a/b": acme } })).rejects.toThrow(
    'The provider name "a/b" must be in kebab-case.',
  );
});

test("closes open connections and frees the port on close", async () => {
  const { sandbox } = await startAcme();
  const port = Number(new URL(sandbox.url).port);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const ended = once(socket, "close");
  await sandbox.close();
  await ended;
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test("can be closed twice", async () => {
  const { sandbox } = await startAcme();
  await Promise.all([sandbox.close(), sandbox.close()]);
  await sandbox[Symbol.asyncDispose]();
});

test("reports an exchange as it arrived, before the client has the response", async () => {
  const { send, exchanges } = await startAcme();
  const body = '{ "name": "Ada" }';
  const headers = { "content-type": "application/json", "X-Own": "1" };
  await send("/people?a=%20b", { method: "POST", headers, body });
  expect(exchanges).toMatchObject([
    {
      provider: "acme",
      operationId: "createPerson",
      method: "POST",
      target: "/acme/people?a=%20b",
      headers: { "x-own": "1" },
      status: 400,
      reason: "Invalid request for createPerson: query a is not documented.",
    },
  ]);
  expect(Buffer.from(exchanges[0]?.body ?? []).toString()).toBe(body);
});

test("reports an exchange without provider or operation if unknown, and without a reason on success", async () => {
  const { sandbox, send, exchanges } = await startAcme();
  await fetch(`${sandbox.url}/other`);
  await send("/nowhere");
  await send("/open");
  expect(exchanges).toMatchObject([
    { provider: undefined, operationId: undefined, status: 404 },
    { provider: "acme", operationId: undefined, status: 404 },
    { provider: "acme", operationId: "getOpen", status: 200, reason: undefined },
  ]);
});

test("responds with 500 if the observer throws", async () => {
  const onRequest = () => {
    throw new Error("not what the test expects");
  };
  await using sandbox = await startSandbox({ documents, onRequest });
  const response = await fetch(`${sandbox.url}/acme/open`);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("not what the test expects");
});
