import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";
import { githubSpec } from "./github-document.ts";

const run = promisify(execFile);
const repository = join(import.meta.dirname, "../../..");
const tsc = join(repository, "node_modules/typescript/bin/tsc");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-github-"));
  const spec = await githubSpec();
  const out = join(folder, "node_modules/@acme/github");
  await generate({ spec, out });
  await writeFile(
    join(out, "package.json"),
    JSON.stringify({
      name: "@acme/github",
      type: "module",
      exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } },
    }),
  );
  await writeFile(
    join(out, "tsconfig.json"),
    JSON.stringify({
      extends: join(repository, "tsconfig.base.json"),
      compilerOptions: { rootDir: "src/generated", outDir: "dist", types: [] },
      include: ["src/generated"],
    }),
  );
  const modules = join(repository, "packages/providers/inklink/node_modules");
  await symlink(join(modules, "openapi-fetch"), join(folder, "node_modules/openapi-fetch"));
  await symlink(join(repository, "packages/countersign"), join(folder, "node_modules/countersign"));
  await run(process.execPath, [tsc, "-p", out]);
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const PROGRAM = `import { github } from "@acme/github";
import { connect } from "countersign";
const client = connect(github, { baseUrl: process.argv[2] ?? "" });
const repository = await client.reposGet({ params: { path: { owner: "a", repo: "b c" } } });
const issues = await client.issuesListForRepo({ params: { path: { owner: "a", repo: "b" } } });
const text: string = repository.full_name;
console.log(text, issues.length);
`;

test("turns GitHub's 1,223 operations into a working client", async () => {
  const targets: (string | undefined)[] = [];
  const server = createServer(({ url }, response) => {
    targets.push(url);
    response.setHeader("content-type", "application/json");
    response.end(url?.endsWith("/issues") ? "[{},{}]" : '{"full_name":"a/b"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const file = join(folder, "program.ts");
  await writeFile(file, PROGRAM);
  const { stdout } = await run(process.execPath, [file, `http://127.0.0.1:${port}`]);
  server.close();
  server.closeAllConnections();
  expect(stdout).toBe("a/b 2\n");
  expect(targets).toEqual(["/repos/a/b%20c", "/repos/a/b/issues"]);
});

test("type-checks two calls with few instantiations, despite the many operations", async () => {
  const program = join(folder, "check");
  await mkdir(program);
  await writeFile(join(program, "program.ts"), PROGRAM.replace('process.argv[2] ?? ""', '""'));
  await writeFile(
    join(program, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: "nodenext",
        target: "es2024",
        noEmit: true,
        skipLibCheck: true,
        types: [],
        lib: ["es2024", "dom", "dom.iterable"],
      },
    }),
  );
  const { stdout } = await run(process.execPath, [tsc, "-p", program, "--extendedDiagnostics"]);
  const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
  expect(instantiations).toBeGreaterThan(100);
  expect(instantiations).toBeLessThanOrEqual(20_000);
});
