import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
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
const folder = new URL("../.snippets/", import.meta.url);

const readmes = [
  "README.md",
  ...["packages/", "packages/providers/"].flatMap((parent) =>
    readdirSync(new URL(parent, repository)).map((name) => `${parent}${name}/README.md`),
  ),
].filter((path) => existsSync(new URL(path, repository)));
const snippets = readmes.flatMap((path) => snippetsOf(new URL(path, repository), path));

const sandboxes: Sandbox[] = [];
const environment: Record<string, string> = {};

beforeAll(async () => {
  const routes: Record<string, string> = {};
  for (const provider of providers) {
    const sandbox = await startSandbox({ provider: provider.name });
    sandboxes.push(sandbox);
    for (const server of Object.values(provider.servers)) routes[server] = sandbox.url;
    const { baseUrl: _, ...credentials } = sandbox.connection(provider.name);
    for (const [name, value] of Object.entries(credentials)) {
      environment[`${provider.name}_${name.replace(/[A-Z]/g, "_$&")}`.toUpperCase()] = value;
    }
  }
  environment.SANDBOX_ROUTES = JSON.stringify(routes);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await Promise.all(snippets.map((snippet, index) => writeFile(fileOf(index), snippet.code)));
});
afterAll(async () => {
  await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  await rm(folder, { recursive: true, force: true });
});

function fileOf(index: number): string {
  return fileURLToPath(new URL(`snippet-${index}.ts`, folder));
}

describe.each(
  snippets.map((snippet, index): [string, Snippet, number] => [snippet.title, snippet, index]),
)("the program at %s", (_title, snippet, index) => {
  it("runs against the sandbox and shows a result", async () => {
    const reroute = fileURLToPath(new URL("helpers/reroute.ts", import.meta.url));
    const { stdout, stderr } = await run(process.execPath, ["--import", reroute, fileOf(index)], {
      env: { PATH: process.env.PATH, ...environment },
    });
    expect(stderr).toBe("");
    if (snippet.code.includes("console.log")) expect(stdout.trim()).not.toMatch(/^(undefined)?$/);
  });
});

it("the programs in the READMEs compile", async () => {
  const config = fileURLToPath(new URL("tsconfig.snippets.json", import.meta.url));
  await expect(run("tsc", ["-p", config])).resolves.toMatchObject({ stdout: "" });
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
