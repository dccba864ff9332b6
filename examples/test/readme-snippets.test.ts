import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inklink } from "@countersign/inklink";
import { p100 } from "@countersign/p100";
import { paywint } from "@countersign/paywint";
import { persona } from "@countersign/persona";
import { qash } from "@countersign/qash";
import { type Sandbox, startSandbox } from "@countersign/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Snippet, snippetsOf } from "./helpers/snippets.ts";

const run = promisify(execFile);
const providers = [inklink, p100, paywint, persona, qash];
const repository = new URL("../../", import.meta.url);
// Within this package, so that its dependencies resolve, and ignored by git.
const folder = new URL("../snippets/", import.meta.url);

const readmes = [
  "README.md",
  ...["packages/", "packages/providers/"].flatMap((parent) =>
    readdirSync(new URL(parent, repository)).map((name) => `${parent}${name}/README.md`),
  ),
].filter((path) => existsSync(new URL(path, repository)));
const snippets = readmes.flatMap((path) => snippetsOf(new URL(path, repository), path));

const sandboxes: Sandbox[] = [];
const environment: Record<string, string> = {};
let compilation = "";

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await makeAcme();
  environment.SANDBOX_ROUTES = JSON.stringify(await startSandboxes());
  await Promise.all(
    snippets.map(({ code }, index) => writeFile(new URL(`snippet-${index}.ts`, folder), code)),
  );
  const config = fileURLToPath(new URL("tsconfig.snippets.json", import.meta.url));
  compilation = await run("tsc", ["-p", config]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
});
afterAll(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

/** The provider of the generator's README, made as the README says. */
async function makeAcme(): Promise<void> {
  await cp(new URL("fixtures/acme/", import.meta.url), new URL("specs/acme/", folder), {
    recursive: true,
  });
  const arguments_ = ["generate", "specs/acme", "--out", "packages/acme"];
  await run("countersign-codegen", arguments_, { cwd: fileURLToPath(folder) });
}

/** Returns the sandbox's address for each server of a provider, and sets credentials and addresses. */
async function startSandboxes(): Promise<Record<string, string>> {
  const routes: Record<string, string> = {};
  const acme = new URL("packages/acme/openapi.json", folder);
  const documents = { acme: JSON.parse(await readFile(acme, "utf8")) };
  const started = [
    ...providers.map(({ name, servers }) => ({
      name,
      servers: Object.values<string>(servers),
      options: {},
    })),
    { name: "acme", servers: ["https://api.acme.example"], options: { documents } },
  ];
  for (const { name, servers, options } of started) {
    const sandbox = await startSandbox({ provider: name, ...options });
    sandboxes.push(sandbox);
    for (const server of servers) routes[server] = sandbox.url;
    const { baseUrl: _, ...credentials } = sandbox.connection(name);
    for (const [credential, value] of Object.entries(credentials)) {
      environment[`${name}_${credential.replace(/[A-Z]/g, "_$&")}`.toUpperCase()] = value;
    }
  }
  return routes;
}

describe.each(
  snippets.map((snippet, index): [string, Snippet, number] => [snippet.title, snippet, index]),
)("the program at %s", (_title, snippet, index) => {
  it("runs against the sandbox and shows a result", async () => {
    const reroute = fileURLToPath(new URL("helpers/reroute.ts", import.meta.url));
    const program = fileURLToPath(new URL(`out/snippet-${index}.js`, folder));
    const { stdout, stderr } = await run(process.execPath, ["--import", reroute, program], {
      cwd: fileURLToPath(folder),
      env: { PATH: process.env.PATH, ...environment },
    });
    expect(stderr).toBe("");
    if (snippet.code.includes("console.log")) expect(stdout.trim()).not.toMatch(/^(undefined)?$/);
  });
});

it("the programs in the READMEs compile", () => {
  expect(compilation).toBe("");
});

it("every README with code has its first program by line 20", () => {
  const first = snippets.filter(
    ({ title }, index) =>
      index === 0 || title.split(":")[0] !== snippets[index - 1]?.title.split(":")[0],
  );
  expect(
    first.filter(({ title }) => Number(title.split(":")[1]) > 20).map(({ title }) => title),
  ).toEqual([]);
});
