import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { HEAD, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { beforeAll, expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";

const DOCUMENT = `${HEAD}paths:
  /users:
    get:
      operationId: listUsers
      parameters:
        - in: header
          name: Acme-Version
          schema: { type: string }
          x-countersign-default: "2026-01-01"
      responses:
        "200": { description: The users. }
`;

interface Package {
  createClient(options: object): { GET(path: string): Promise<unknown> };
}

let acme: Package;
beforeAll(async () => {
  const root = await temporaryFolder();
  const inklink = join(import.meta.dirname, "../../providers/inklink/node_modules/openapi-fetch");
  await mkdir(join(root, "node_modules"));
  await symlink(inklink, join(root, "node_modules/openapi-fetch"), "dir");
  await generate({ spec: await specFolder(DOCUMENT), out: root });
  acme = await import(pathToFileURL(join(root, "src/generated/index.ts")).href);
});

test.for([
  ["adds those that the document fixes", undefined, "2026-01-01", null],
  ["keeps them beside others", { "X-Trace": "a" }, "2026-01-01", "a"],
  ["replaces one by name, in any case", { "acme-version": "2027-01-01" }, "2027-01-01", null],
  ["removes one by null", { "Acme-Version": null }, null, null],
  ["ignores an undefined value", { "Acme-Version": undefined }, "2026-01-01", null],
  ["sends each of several values", { "X-Trace": ["a", "b"] }, "2026-01-01", "a, b"],
  ["accepts numbers", { "X-Trace": 1 }, "2026-01-01", "1"],
  ["accepts Headers", new Headers({ "X-Trace": "a" }), "2026-01-01", "a"],
] as const)("a client's headers: %s", async ([, headers, version, trace]) => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json([]);
  };
  const options = { baseUrl: "https://api.acme.example", fetch };
  await acme.createClient({ ...options, ...(headers && { headers }) }).GET("/users");
  const [request] = sent;
  expect(request?.headers.get("acme-version")).toBe(version);
  expect(request?.headers.get("x-trace")).toBe(trace);
});
