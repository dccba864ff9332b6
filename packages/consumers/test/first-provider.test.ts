import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryRun } from "@countersign/process";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { type PackedRegistry, publishLocally } from "../src/publish-locally.ts";
import { publishedDocument } from "../src/published-document.ts";
import { findNode, OLDEST_NODE } from "../src/tools.ts";

// Somebody who has a document and no repository: runs the packed command in a new folder, then every command that it
// prints as the next one, then calls the API with the new client.

/** Building a client of 1,223 operations takes half a minute, and several times that on a busy machine. */
const FIVE_MINUTES_IN_MS = 300_000;
vi.setConfig({ testTimeout: FIVE_MINUTES_IN_MS, hookTimeout: FIVE_MINUTES_IN_MS });

const NPM_INIT = { name: "shop", version: "1.0.0", license: "ISC", type: "commonjs" };
const SCRIPTS = { test: 'echo "Error: no test specified" && exit 1' };

const JOURNEYS = [
  {
    title: "npm, in an empty folder",
    manager: "npm",
    manifest: undefined,
    document: { package: "@scalar/galaxy@0.6.12", file: "dist/3.1.yaml" },
    operations: 10,
    path: "/planets",
  },
  {
    title: "npm, in an application of CommonJS",
    manager: "npm",
    manifest: { ...NPM_INIT, scripts: SCRIPTS },
    document: { package: "@figma/rest-api-spec@0.43.0", file: "openapi/openapi.yaml" },
    operations: 54,
    path: "/v1/me",
  },
  {
    title: "npm, in an application without a type, with 1,223 operations",
    manager: "npm",
    manifest: { name: "shop" },
    document: { package: "@octokit/openapi@23.0.2", file: "generated/api.github.com.json" },
    operations: 1223,
    path: "/meta",
  },
  {
    title: "pnpm, in an application of CommonJS",
    manager: "pnpm",
    manifest: { ...NPM_INIT, scripts: SCRIPTS },
    document: { package: "@readme/oas-examples@8.2.2", file: "3.1/json/train-travel.json" },
    operations: 7,
    path: "/stations",
  },
] as const;

let folder = "";
let registry: PackedRegistry;
let server: Server;
const requested: (string | undefined)[] = [];

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "countersign-first-")));
  registry = await publishLocally(inject("tarballs"), folder);
  server = createServer(({ url }, response) => {
    requested.push(url);
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(async () => {
  server.close();
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command line in a project, as a user types it, and returns its output. */
async function type(command: string, cwd: string): Promise<string> {
  const limit = { cwd, env: registry.environment, timeoutMs: FIVE_MINUTES_IN_MS };
  const { code, stdout, stderr } = await tryRun("sh", ["-c", command], limit);
  expect({ command, code, output: code === 0 ? "" : stdout + stderr }).toEqual({
    command,
    code: 0,
    output: "",
  });
  return stdout;
}

describe.each(JOURNEYS)("$title", ({ title, manager, manifest, document, operations, path }) => {
  let project = "";
  let added = "";

  beforeAll(async () => {
    project = join(folder, title.replace(/\W+/g, "-"), "shop");
    await mkdir(project, { recursive: true });
    if (manifest) await writeFile(join(project, "package.json"), JSON.stringify(manifest));
    await writeFile(join(project, "document"), await publishedDocument(document, folder));
    const tool = manager === "npm" ? "npx --yes" : "pnpm dlx";
    added = await type(`${tool} @countersign/cli add acme ./document`, project);
  });

  it("creates a package, and every command that is printed as the next one succeeds", async () => {
    expect(added).toContain(`, ${operations} operations\n`);
    const next = [...added.matchAll(/^ {2}\$ (.+)$/gm)].map(([, command = ""]) => command);
    expect(next[0]).toBe(`${manager} install`);
    for (const script of ["build", "typecheck", "test", "lint:spec"]) {
      expect(next.filter((command) => command.split(" ").includes(script))).toHaveLength(1);
    }
    for (const command of next) await type(command, project);
  });

  it("calls the API from the application, with import and with require", async () => {
    const { port } = server.address() as AddressInfo;
    const call = `createClient({ baseUrl: "http://127.0.0.1:${port}" }).GET("${path}").then(({ response }) => console.log(response.status, Object.keys(acme.operations).length));\n`;
    const programs = {
      "imported.mjs": `import { acme, createClient } from "@shop/acme";\n${call}`,
      "required.cjs": `const { acme, createClient } = require("@shop/acme");\n${call}`,
    };
    for (const [file, program] of Object.entries(programs)) {
      await writeFile(join(project, file), program);
      requested.length = 0;
      expect(await type(`node ${file}`, project)).toBe(`200 ${operations}\n`);
      expect(requested).toEqual([path]);
    }
  });

  it("has sources that Node runs", async () => {
    const source = "./packages/acme/src/generated/index.ts";
    const program = `import { acme } from "${source}";\nconsole.log(Object.keys(acme.operations).length);\n`;
    await writeFile(join(project, "program.mts"), program);
    expect(await type("node program.mts", project)).toBe(`${operations}\n`);
  });

  it("has the command at the root, which finds everything up to date", async () => {
    const run = manager === "npm" ? "npx" : "pnpm exec";
    await type(`${run} countersign generate --check`, project);
    expect(await type(`${run} countersign vocabulary`, project)).toMatch(/^# Vocabulary\n/);
  });
});

describe("the command on an older Node", () => {
  it.for([OLDEST_NODE, "20"] as const)(
    "%s names the version that it needs",
    async (version, { skip }) => {
      const node = findNode(version);
      skip(node === undefined);
      const cli = inject("tarballs")["@countersign/cli"] ?? "";
      await type(`tar -xzf ${cli}`, folder);
      const manifest = await readFile(join(folder, "package/package.json"), "utf8");
      const [, required] = />=([\d.]+)/.exec(JSON.parse(manifest).engines.node) ?? [];
      const bin = join(folder, "package/bin/countersign.js");
      const { code, stdout, stderr } = await tryRun(node ?? "", [bin, "--version"], {
        cwd: folder,
      });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toContain(`needs Node ${required} or later, and this is Node ${version}.`);
    },
  );
});
