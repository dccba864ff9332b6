import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import { bundledProviders } from "./fixtures/bundled-providers.ts";

const BUNDLED = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const ACME = fileURLToPath(new URL("fixtures/acme-cli.ts", import.meta.url));

/** Runs a script until it exits, at the latest until the test ends, and collects its output. */
function run(script: string, ...argv: readonly string[]) {
  const child = spawn(process.execPath, [script, ...argv]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => (printed.stdout += chunk));
  child.stderr.on("data", (chunk) => (printed.stderr += chunk));
  const ended = once(child, "close").then(([code]) => code);
  return { child, printed, ended };
}

async function serve(...argv: readonly string[]) {
  const running = run(ACME, "--port", "0", ...argv);
  const url = await vi.waitFor(() => {
    const found = /http:\S+/.exec(running.printed.stdout)?.[0];
    if (found === undefined || !running.printed.stdout.includes("Ready"))
      throw new Error("not yet");
    return found;
  }, 10_000);
  return { ...running, url };
}

test("prints the base URL and the credentials of each provider", async () => {
  const { printed, url } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/acme$/);
  expect(printed.stdout).toContain("apiKey: sandbox-acme-api-key\n");
  expect(printed.stdout).toContain("secretKey: sandbox-acme-secret-key\n");
});

test("serves one provider at the root with --provider", async () => {
  const { url } = await serve("--provider", "acme");
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${url}/open`)).status).toBe(200);
});

test("logs one line per request, without the query and without colour", async () => {
  const { printed, url } = await serve();
  await fetch(`${url}/open`);
  await fetch(`${url}/people?email=ada@example.com`);
  await vi.waitFor(() => expect(printed.stdout).toContain("GET /acme/people"));
  expect(printed.stdout.split("to stop.\n")[1]).toBe(
    "GET /acme/open 200\n" +
      "GET /acme/people 422 Invalid request for listPeople: " +
      "query email is not documented.\n",
  );
});

test("lets requests fail with --fault", async () => {
  const { url } = await serve("--fault", "acme/getOpen: 429; times=1", "--fault", "acme: 503");
  expect((await fetch(`${url}/open`)).status).toBe(429);
  expect((await fetch(`${url}/open`)).status).toBe(503);
});

test.each(["acme: 200", "acme/getOpen", "acme/getOpen: 429 times=1"])(
  "refuses the fault %j with how to write one",
  async (rule) => {
    const { ended, printed } = run(ACME, "--fault", rule);
    expect(await ended).toBe(1);
    expect(printed.stderr).toContain("Write [<provider>[/<operationId>]:] and a status");
  },
);

test.each(["SIGINT", "SIGTERM"] as const)("exits cleanly on %s", async (signal) => {
  const { child, ended, printed } = await serve();
  child.kill(signal);
  expect(await ended).toBe(0);
  expect(printed.stderr).toBe("");
});

test("exits with an error that names the port if the port is in use", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const { ended, printed } = run(ACME, "--port", String(port));
  expect(await ended).toBe(1);
  expect(printed.stderr).toBe(
    `error: Port ${port} is already in use. Choose another port, or 0 for any free port.\n`,
  );
});

test("exits with a list of the available providers if the provider is unknown", async () => {
  const { ended, printed } = run(BUNDLED, "--provider", "acne");
  expect(await ended).toBe(1);
  expect(printed.stderr).toBe(
    `error: Unknown provider "acne". Available providers: ${bundledProviders.join(", ")}.\n`,
  );
});

test.each(["x", "-1", "65536", "1.5"])("refuses the port %j", async (port) => {
  const { ended, printed } = run(BUNDLED, `--port=${port}`);
  expect(await ended).toBe(1);
  expect(printed.stderr).toContain("The port must be a whole number from 0 to 65535.");
});

test("shows the options and an example with --help", async () => {
  const { ended, printed } = run(BUNDLED, "--help");
  expect(await ended).toBe(0);
  expect(printed.stdout).toContain("--port <number>");
  expect(printed.stdout).toContain("(default: 4010)");
  expect(printed.stdout).toContain("$ countersign-sandbox --port 4010 --provider paywint");
});

test("shows the version of the package with --version", async () => {
  const { ended, printed } = run(BUNDLED, "--version");
  expect(await ended).toBe(0);
  expect(printed.stdout).toMatch(/^\d+\.\d+\.\d+/);
});
