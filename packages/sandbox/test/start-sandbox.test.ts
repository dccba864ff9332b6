import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { SandboxError, startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";
import { bundledProviders } from "./fixtures/bundled-providers.ts";
import { startAcme } from "./fixtures/start-acme.ts";

const documents = { acme };

test("a sandbox listens on a free port of the loopback address", async () => {
  const { sandbox } = await startAcme();
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
});

test("a port in use is an error that names it", async () => {
  const { sandbox } = await startAcme();
  const port = Number(new URL(sandbox.url).port);
  await expect(startSandbox({ documents, port })).rejects.toThrow(
    new SandboxError(
      "port_in_use",
      `Port ${port} is in use; choose another one, or 0 for any free port.`,
    ),
  );
});

test("an unknown provider is an error that lists the known ones", async () => {
  const message = 'There is no provider "acne" here; there are acme.';
  const error = new SandboxError("unknown_provider", message);
  await expect(startSandbox({ documents, provider: "acne" })).rejects.toThrow(error);
  const { sandbox } = await startAcme();
  expect(() => sandbox.connection("acne")).toThrow(error);
});

test("the bundled providers are the known ones unless others are given", async () => {
  await expect(startSandbox({ provider: "acne" })).rejects.toThrow(
    `There is no provider "acne" here; there are ${bundledProviders.join(", ")}.`,
  );
});

test("a provider whose name cannot stand in a path is an error", async () => {
  await expect(startSandbox({ documents: { "a/b": acme } })).rejects.toThrow(
    'A provider cannot be called "a/b"',
  );
});

test("closing ends open connections and frees the port", async () => {
  const { sandbox } = await startAcme();
  const port = Number(new URL(sandbox.url).port);
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const ended = once(socket, "close");
  await sandbox.close();
  await ended;
  await expect(fetch(sandbox.url)).rejects.toThrow();
});

test("closing twice is closing once", async () => {
  const { sandbox } = await startAcme();
  await Promise.all([sandbox.close(), sandbox.close()]);
  await sandbox[Symbol.asyncDispose]();
});

test("an exchange is observed as it arrived, before the client has its answer", async () => {
  const { ask, exchanges } = await startAcme();
  const body = '{ "name": "Ada" }';
  const headers = { "content-type": "application/json", "X-Own": "1" };
  await ask("/people?a=%20b", { method: "POST", headers, body });
  expect(exchanges).toMatchObject([
    {
      provider: "acme",
      operationId: "createPerson",
      method: "POST",
      target: "/acme/people?a=%20b",
      headers: { "x-own": "1" },
      status: 400,
      reason: "The request is not as createPerson documents it: query a is not documented.",
    },
  ]);
  expect(Buffer.from(exchanges[0]?.body ?? []).toString()).toBe(body);
});

test("an exchange says what was not found out and gives no reason for an answer", async () => {
  const { sandbox, ask, exchanges } = await startAcme();
  await fetch(`${sandbox.url}/other`);
  await ask("/nowhere");
  await ask("/open");
  expect(exchanges).toMatchObject([
    { provider: undefined, operationId: undefined, status: 404 },
    { provider: "acme", operationId: undefined, status: 404 },
    { provider: "acme", operationId: "getOpen", status: 200, reason: undefined },
  ]);
});

test("an observer that throws makes the answer a failure", async () => {
  const onRequest = () => {
    throw new Error("not what the test expects");
  };
  await using sandbox = await startSandbox({ documents, onRequest });
  const response = await fetch(`${sandbox.url}/acme/open`);
  expect(response.status).toBe(500);
  expect(await response.text()).toContain("not what the test expects");
});
