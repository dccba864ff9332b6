import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { paywint } from "@countersign/paywint";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type CompanyNetwork, startCompanyNetwork } from "./helpers/company-network.ts";
import { compiled, compileSnippets } from "./helpers/compile-snippets.ts";
import { programsOf, type Snippet, snippetsOf } from "./helpers/snippets.ts";

// Not with the other guides, whose calls are redirected to sandboxes: these must find their own way.

const guide = "proxies-and-certificates.md";
const docs = new URL("../../docs/", import.meta.url);
const folder = new URL("../snippets/proxies/", import.meta.url);
const programs = programsOf(docs, [guide]);
const [plain, viaProxy, withCertificate, failing] = programs;
const { hostname } = new URL(paywint.servers.sandbox);

let network: CompanyNetwork;
beforeAll(async () => {
  network = await startCompanyNetwork(hostname);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  expect(await compileSnippets(folder, programs)).toBe("");
  for (const [name, pem] of Object.entries(network.files)) {
    await writeFile(new URL(name, folder), pem);
  }
}, 60_000);
afterAll(async () => {
  network.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  network.proxied.length = 0;
  network.signatures.length = 0;
});

async function run(program: Snippet | undefined, variables: Record<string, string>) {
  if (program === undefined) throw new Error("the guide has fewer programs");
  const { stdout } = await promisify(execFile)(process.execPath, [compiled(folder, program)], {
    cwd: fileURLToPath(folder),
    env: {
      PATH: process.env.PATH,
      PAYWINT_PLATFORM_ID: "p",
      PAYWINT_SECRET_KEY: "s",
      PROXY_URL: network.proxyUrl,
      GATEWAY_URL: network.gatewayUrl,
      ...variables,
    },
  });
  return stdout;
}

it("a program without a word of proxies goes through one by the guide's environment variables", async () => {
  const shell = snippetsOf(new URL(guide, docs), guide).find(({ language }) => language === "sh");
  const line = (shell?.code ?? "").replace("http://proxy.example:3128", network.proxyUrl);
  const variables = Object.fromEntries(
    [...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  expect(Object.keys(variables)).toEqual([
    "NODE_USE_ENV_PROXY",
    "HTTPS_PROXY",
    "NODE_EXTRA_CA_CERTS",
  ]);
  expect(await run(plain, variables)).toBe(plain?.output);
  expect(network.proxied).toEqual([`${hostname}:443`]);
  expect(network.signatures).toEqual([expect.any(String)]);
});

it("a client goes through a proxy by its own dispatcher", async () => {
  expect(await run(viaProxy, {})).toBe(viaProxy?.output);
  expect(network.proxied).toEqual([`${hostname}:443`]);
  expect(network.signatures).toEqual([expect.any(String)]);
});

it("a client shows its certificate to a gateway", async () => {
  expect(await run(withCertificate, {})).toBe(withCertificate?.output);
  expect(network.proxied).toEqual([]);
});

it.each([
  ["a certificate that it does not trust", /SELF_SIGNED_CERT_IN_CHAIN/, {}],
  [
    "a server that requires a certificate",
    // Which one depends on who is faster.
    /UND_ERR_SOCKET|ECONNRESET|ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED/,
    { NODE_EXTRA_CA_CERTS: "company-ca.pem" },
  ],
  ["a port where nothing listens", /ECONNREFUSED/, { GATEWAY_URL: "https://127.0.0.1:2" }],
])("a client shows the code for %s, which the guide explains", async (_, codes, variables) => {
  const output = await run(failing, variables);
  expect(output).toMatch(/^connection_failed /);
  const [code] = codes.exec(output) ?? [];
  expect(readFileSync(new URL(guide, docs), "utf8")).toContain(`\`${code}\``);
});
