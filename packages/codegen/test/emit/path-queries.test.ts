import { once } from "node:events";
import { symlink } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import ts from "typescript";
import { expect, onTestFinished, test } from "vitest";

const GOLDEN = join(import.meta.dirname, "../golden/path-queries/expected/src/generated");
const FETCH = join(import.meta.dirname, "../../../providers/inklink/node_modules/openapi-fetch");

interface Generated {
  readonly createClient: (
    options: object,
  ) => Record<"GET" | "POST", (path: string, init?: object) => Promise<unknown>>;
}

/** Compiles a generated package, and imports it. */
async function imported(folder: string): Promise<Generated> {
  const sources = await readAll(folder);
  const target = ts.ScriptTarget.ES2022;
  const module = ts.ModuleKind.ESNext;
  const compiled: Files = Object.fromEntries(
    Object.entries(sources).map(([path, text]) => [
      path.replace(/\.ts$/, ".js"),
      ts.transpileModule(text, {
        compilerOptions: { target, module, rewriteRelativeImportExtensions: true },
      }).outputText,
    ]),
  );
  const root = await temporaryFolder();
  await writeAll(root, {
    ...compiled,
    "package.json": '{ "type": "module" }',
    "node_modules/.x": "",
  });
  await symlink(FETCH, join(root, "node_modules/openapi-fetch"), "dir");
  return import(pathToFileURL(join(root, "index.js")).href);
}

test("the plain client sends the query of a path once, and the parameters after it", async () => {
  const targets: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    targets.push(`${request.method} ${request.url}`);
    response.end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const { createClient } = await imported(GOLDEN);
  const client = createClient({ baseUrl: `http://127.0.0.1:${port}/v1` });
  await client.GET("/users", { params: { query: { note: "type=admin?" } } });
  await client.GET("/users?type=admin");
  await client.GET("/users?type=admin", { params: { query: { page: 2 } } });
  const params = { path: { id: "a?b" }, query: { name: "why? because" } };
  await client.POST("/users/{id}?action=rename&silent", { params });

  expect(targets).toEqual([
    "GET /v1/users?note=type%3Dadmin%3F",
    "GET /v1/users?type=admin",
    "GET /v1/users?type=admin&page=2",
    "POST /v1/users/a%3Fb?action=rename&silent&name=why%3F%20because",
  ]);
});
