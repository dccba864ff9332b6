import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generate } from "@countersign/codegen/generate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startRecorder } from "./helpers/recorder.ts";

// Documents of other APIs, each with a program that calls it through the facade. The generated code and the program
// must compile in strict mode. The program runs against a local server, and the requests that arrive there must
// match the handwritten wire.txt.

const run = promisify(execFile);
const documents = new URL("documents/", import.meta.url);
// In this package, so that its dependencies resolve; git ignores it.
const folder = new URL("../documents/", import.meta.url);
const names = readdirSync(documents);

let compilation = "";
beforeAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  for (const name of names) {
    const out = fileURLToPath(new URL(name, folder));
    await generate({ spec: fileURLToPath(new URL(name, documents)), out });
    await cp(new URL(`${name}/program.ts`, documents), `${out}/program.ts`);
  }
  const config = new URL("tsconfig.json", folder);
  await writeFile(config, JSON.stringify(CONFIG));
  compilation = await run("tsc", ["-p", fileURLToPath(config)]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const CONFIG = {
  extends: "../../tsconfig.base.json",
  compilerOptions: {
    rootDir: ".",
    outDir: "out",
    types: ["node"],
    isolatedDeclarations: false,
    declaration: false,
    declarationMap: false,
  },
  exclude: ["out"],
};

test("compiles the generated code and the program of each document", () => {
  expect(compilation).toBe("");
});

test.for(names)("sends the calls of %s as its document specifies", async (name) => {
  const responses = new URL(`${name}/responses.json`, documents);
  const recorder = await startRecorder(
    existsSync(responses) ? JSON.parse(await readFile(responses, "utf8")) : {},
  );
  const program = fileURLToPath(new URL(`out/${name}/program.js`, folder));
  try {
    await run(process.execPath, [program, recorder.url]);
  } finally {
    recorder.close();
  }
  const wire = await readFile(new URL(`${name}/wire.txt`, documents), "utf8");
  expect(recorder.wire()).toBe(wire.trimEnd());
});
