import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileSnippets } from "./helpers/compile-snippets.ts";
import { type ProviderSandboxes, startProviderSandboxes } from "./helpers/provider-sandboxes.ts";
import { runProgram } from "./helpers/run-program.ts";
import { firstBelow, programsOf, type Snippet } from "./helpers/snippets.ts";

const run = promisify(execFile);
const repository = new URL("../../", import.meta.url);
// In this package, so that its dependencies resolve; git ignores it.
const folder = new URL("../snippets/readmes/", import.meta.url);

const readmes = [
  "README.md",
  ...["packages/", "packages/providers/"].flatMap((parent) =>
    readdirSync(new URL(parent, repository)).map((name) => `${parent}${name}/README.md`),
  ),
].filter((path) => existsSync(new URL(path, repository)));
const programs = programsOf(repository, readmes);

let sandboxes: ProviderSandboxes;
let compilation = "";

beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  sandboxes = await startProviderSandboxes([await generateAcme()]);
  compilation = await compileSnippets(folder, programs);
});
afterAll(async () => {
  await sandboxes.close();
  await rm(folder, { recursive: true, force: true });
});

/** Generates the fictional provider of the generator's README, as the README describes. */
async function generateAcme() {
  await cp(new URL("fixtures/acme/", import.meta.url), new URL("specs/acme/", folder), {
    recursive: true,
  });
  const arguments_ = ["generate", "specs/acme", "--out", "packages/acme"];
  await run("countersign", arguments_, { cwd: fileURLToPath(folder) });
  const json = await readFile(new URL("packages/acme/openapi.json", folder), "utf8");
  const documents = { acme: JSON.parse(json) };
  return { name: "acme", servers: ["https://api.acme.example"], documents };
}

describe.each(programs.map((program): [string, Snippet] => [program.title, program]))(
  "the program at %s",
  (_title, program) => {
    it("runs against the sandbox and shows a result", async () => {
      const { stdout, stderr } = await runProgram(folder, program, sandboxes.environment);
      expect(stderr).toBe("");
      if (program.code.includes("console.log")) {
        expect(stdout.trim()).not.toMatch(/^(undefined)?$/);
      }
    });
  },
);

it("compiles the programs in the READMEs", () => {
  expect(compilation).toBe("");
});

it("shows the first program of every README with code by line 20", () => {
  expect(firstBelow(20, programs)).toEqual([]);
});
