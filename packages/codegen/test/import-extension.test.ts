import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Files, writeAll } from "@countersign/testing/files";
import { DOCUMENT, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";

// Generated sources import each other as the compiler, or Node, of the project around them requires.

const run = promisify(execFile);
const repository = join(import.meta.dirname, "../../..");
const tsc = join(repository, "node_modules/typescript/bin/tsc");

/** Generates `packages/acme` in a project with the given files and `openapi-fetch`, and returns the project's folder. */
async function project(files: Files): Promise<string> {
  const root = await writeAll(await temporaryFolder(), {
    "package.json": '{ "type": "module" }',
    ...files,
  });
  const modules = join(repository, "packages/providers/inklink/node_modules");
  await mkdir(join(root, "node_modules"), { recursive: true });
  await symlink(join(modules, "openapi-fetch"), join(root, "node_modules/openapi-fetch"), "dir");
  await generate({ spec: await specFolder(DOCUMENT), out: join(root, "packages/acme") });
  return root;
}

const OPTIONS = { target: "es2022", module: "nodenext", strict: true, types: [] };
const configOf = (options: object) =>
  JSON.stringify({ compilerOptions: { ...OPTIONS, ...options }, include: ["packages"] });

const PROGRAM = `import { acme, createClient } from "./packages/acme/src/generated/index.ts";
createClient({ baseUrl: "https://api.acme.example" });
console.log(Object.keys(acme.operations).length);
`;

test("runs the sources themselves, where nothing compiles them", async () => {
  const root = await project({ "program.ts": PROGRAM });
  const { stdout } = await run(process.execPath, ["program.ts"], { cwd: root });
  expect(stdout).toBe("1\n");
});

test.for([
  ["rewrites extensions", { "tsconfig.json": configOf({ rewriteRelativeImportExtensions: true }) }],
  [
    "inherits a configuration that does",
    {
      "tsconfig.json": '{ "extends": "@team/config", "include": ["packages"] }',
      "node_modules/@team/config/package.json": '{ "name": "@team/config" }',
      "node_modules/@team/config/tsconfig.json": `// Ours.\n${configOf({ rewriteRelativeImportExtensions: true })}`,
    },
  ],
  ["requires those of JavaScript", { "tsconfig.json": configOf({}) }],
  [
    "emits CommonJS",
    {
      "tsconfig.json": configOf({}),
      "package.json": '{ "type": "commonjs" }',
    },
  ],
] as const)("compiles and runs with a compiler that %s", async ([, files]) => {
  const root = await project(files);
  await run(process.execPath, [tsc, "-p", ".", "--outDir", "dist", "--rootDir", "."], {
    cwd: root,
  });
  const program = PROGRAM.replace(
    "./packages/acme/src/generated/index.ts",
    "./dist/packages/acme/src/generated/index.js",
  );
  await writeAll(root, { "program.mjs": program });
  const { stdout } = await run(process.execPath, ["program.mjs"], { cwd: root });
  expect(stdout).toBe("1\n");
});

test("compiles with a compiler that accepts TypeScript's extensions and emits nothing", async () => {
  const options = { allowImportingTsExtensions: true, noEmit: true };
  const root = await project({ "tsconfig.json": configOf(options), "program.ts": PROGRAM });
  await run(process.execPath, [tsc, "-p", "."], { cwd: root });
  const { stdout } = await run(process.execPath, ["program.ts"], { cwd: root });
  expect(stdout).toBe("1\n");
});
