import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

test("prints the URL of the console", async () => {
  const { printed, url } = await serve();
  expect(printed.stdout).toContain(`Console: ${new URL(url).origin}/_sandbox/\n`);
});

test("prints the secret of a provider's webhooks, where there is one", async () => {
  const { printed } = run(BUNDLED, "--port", "0");
  await vi.waitFor(() => expect(printed.stdout).toContain("Ready"), 10_000);
  const parts = printed.stdout.split(/^(?=\w)/m);
  const partOf = (name: string) => parts.find((part) => part.startsWith(`${name} `));
  expect(partOf("persona")).toMatch(/webhook secret: \S+/);
  expect(partOf("paywint")).toContain("secretKey: ");
  expect(partOf("paywint")).not.toContain("webhook secret");
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

test("remembers what was requested, and nothing with --stateless", async () => {
  for (const [options, status] of [
    [[], 404],
    [["--stateless"], 200],
  ] as const) {
    const { url } = await serve("--provider", "notes", ...options);
    expect((await fetch(`${url}/notes/nt_1`)).status).toBe(status);
  }
});

test("keeps what was requested in the file of --state", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sandbox-command-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const options = ["--provider", "notes", "--state", join(folder, "state.db")];
  const first = await serve(...options);
  const created = await (await fetch(`${first.url}/notes`, { method: "POST" })).json();
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  const second = await serve(...options);
  expect(await (await fetch(`${second.url}/notes/${created.id}`)).json()).toEqual(created);
});

test("refuses --state together with --stateless", async () => {
  const { ended, printed } = run(ACME, "--state", "state.db", "--stateless");
  expect(await ended).toBe(1);
  expect(printed.stderr).toContain("'--stateless' cannot be used with option '--state <file>'");
});

test("names the version of Node that --state requires", async () => {
  const child = spawn(process.execPath, ["--no-experimental-sqlite", ACME, "--state", "state.db"]);
  let stderr = "";
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [code] = await once(child, "close");
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error: Keeping state in a file requires Node 22.13 or later. This is Node ${process.versions.node}.\n`,
  );
});

test("makes the same IDs and times with --seed and --now", async () => {
  const made: unknown[] = [];
  for (const seed of ["one", "one", "two"]) {
    const options = ["--provider", "notes", "--seed", seed, "--now", "2026-01-01T00:00:00Z"];
    const { url } = await serve(...options);
    made.push(await (await fetch(`${url}/notes`, { method: "POST" })).json());
  }
  expect(made[0]).toMatchObject({ created_at: expect.stringContaining("2026-01-01T00:00:00") });
  expect(made[1]).toEqual(made[0]);
  expect(made[2]).not.toEqual(made[0]);
});

test.each(["tomorrow", "2026-01-01", "2026-13-01T00:00:00Z"])(
  "refuses the time %j",
  async (time) => {
    const { ended, printed } = run(ACME, "--now", time);
    expect(await ended).toBe(1);
    expect(printed.stderr).toContain("such as 2026-01-01T00:00:00Z");
  },
);

test("counts requests with --rate-limits", async () => {
  const { url } = await serve("--provider", "notes", "--rate-limits");
  expect((await fetch(`${url}/notes`, { method: "POST" })).status).toBe(201);
  expect((await fetch(`${url}/notes`, { method: "POST" })).status).toBe(429);
});

test("sends webhooks to the URLs of --webhook", async () => {
  const received: (string | undefined)[] = [];
  const receiver = createServer((request, response) => {
    received.push(request.url);
    response.end();
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void receiver.close());
  await once(receiver, "listening");
  const { port } = receiver.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const { url } = await serve("--webhook", `acme=${base}/a`, "--webhook", `notes=${base}/b?c=d`);
  await fetch(`${url.replace(/acme$/, "notes")}/notes`, { method: "POST" });
  await vi.waitFor(() => expect(received).toEqual(["/b?c=d"]), 5_000);
});

test.each(["acme", "acme=", "=http://localhost", "acme=ftp://localhost"])(
  "refuses the webhook %j with how to write one",
  async (webhook) => {
    const { ended, printed } = run(ACME, "--webhook", webhook);
    expect(await ended).toBe(1);
    expect(printed.stderr).toContain("such as persona=http://localhost:3000/webhooks");
  },
);

test("refuses a webhook of a provider that is not served", async () => {
  const { ended, printed } = run(ACME, "--webhook", "acne=http://localhost:3000");
  expect(await ended).toBe(1);
  expect(printed.stderr).toContain('Unknown provider "acne"');
});

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
  for (const option of ["state <file>", "stateless", "seed", "now", "rate-limits", "webhook"]) {
    expect(printed.stdout).toContain(`--${option}`);
  }
});

test("shows the version of the package with --version", async () => {
  const { ended, printed } = run(BUNDLED, "--version");
  expect(await ended).toBe(0);
  expect(printed.stdout).toMatch(/^\d+\.\d+\.\d+/);
});
