import { request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox } from "../src/index.ts";
import { acme } from "./fixtures/acme.ts";

const PREFLIGHT = {
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization,content-type",
};

// Not `fetch`, which does not send these headers.
async function start(cors?: boolean) {
  const sandbox = await startSandbox({ documents: { acme }, provider: "acme", cors });
  onTestFinished(() => sandbox.close());
  return (method: string, path: string, headers: Record<string, string>) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown> }>(
      (resolve, reject) => {
        const sent = request(`${sandbox.url}${path}`, { method, headers }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, headers: response.headers });
        });
        sent.on("error", reject).end();
      },
    );
}

test.each(["http://localhost:5173", "https://127.0.0.1", "http://[::1]:8080"])(
  "lets pages of %s call it",
  async (origin) => {
    const send = await start(true);
    const preflight = await send("OPTIONS", "/people", { origin, ...PREFLIGHT });
    expect(preflight.status).toBe(204);
    expect(preflight.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization,content-type",
      vary: "origin",
    });
    const response = await send("GET", "/guarded", { origin });
    expect(response.status).toBe(401);
    expect(response.headers).toMatchObject({
      "access-control-allow-origin": origin,
      "access-control-expose-headers": "*",
    });
  },
);

test.each([
  "https://evil.example",
  "http://localhost.evil.example",
  "http://evil.example/localhost",
  "http://x.localhost",
  "null",
])("keeps responses from pages of %s", async (origin) => {
  const send = await start(true);
  const preflight = await send("OPTIONS", "/people", { origin, ...PREFLIGHT });
  expect(preflight.status).toBe(405);
  const response = await send("GET", "/open", { origin });
  expect(response.headers).not.toHaveProperty("access-control-allow-origin");
});

test("keeps responses from all pages by default", async () => {
  const send = await start();
  const origin = "http://localhost:5173";
  expect((await send("OPTIONS", "/people", { origin, ...PREFLIGHT })).status).toBe(405);
  const response = await send("GET", "/open", { origin });
  expect(response.headers).not.toHaveProperty("access-control-allow-origin");
});
