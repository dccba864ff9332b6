import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { tryRun } from "@countersign/process";
import { copyTree, type TreeCopy } from "@countersign/release/repository/tree-copy";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tool } from "../src/tools.ts";

// The shared build cache that CONTRIBUTING.md describes: a real server on this machine, and fresh clones without a local
// cache.

const TOKEN = "a-token-for-this-test";
const root = join(import.meta.dirname, "../../..");

let folder: string;
let server: ChildProcess;
let url: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "countersign-cache-")));
  server = spawn(process.execPath, [tool("turborepo-remote-cache/dist/cli.js")], {
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: "0",
      TURBO_TOKEN: TOKEN,
      STORAGE_PROVIDER: "local",
      STORAGE_PATH: join(folder, "artifacts"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  url = await listening(server);
});

afterAll(async () => {
  server.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Resolves to the URL that a server prints when it is ready. */
async function listening({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("the server has no output");
  for await (const line of createInterface(stdout)) {
    const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (found !== undefined) return found;
  }
  throw new Error("the server stopped before it was ready");
}

/** Builds a clone that has only the shared cache, and returns how many tasks there were and how many it built. */
async function build({ root: cwd, environment }: TreeCopy, token = TOKEN) {
  const env = {
    ...environment,
    TURBO_CACHE_DIR: await mkdtemp(join(folder, "local-")),
    TURBO_API: url,
    TURBO_TEAM: "team",
    TURBO_TOKEN: token,
  };
  const args = ["exec", "turbo", "run", "build", "--ui=stream", "--output-logs=errors-only"];
  const { code, stdout, stderr } = await tryRun("pnpm", args, { cwd, env });
  const [, cached, total] = /Cached:\s+(\d+) cached, (\d+) total/.exec(stdout) ?? [];
  return { code, built: Number(total) - Number(cached), total: Number(total), stderr };
}

it("saves a second clone every build, and is not needed if it is down", async () => {
  const first = await copyTree(root, join(folder, "first"));
  const alone = await build(first);
  expect(alone).toMatchObject({ code: 0, built: alone.total });
  expect(alone.total).toBeGreaterThan(10);

  const second = await copyTree(root, join(folder, "second"));
  expect(await build(second)).toMatchObject({ code: 0, built: 0, total: alone.total });
  expect(await build(second, "another token")).toMatchObject({ code: 0, built: alone.total });

  server.kill();
  expect(await build(second)).toMatchObject({ code: 0, built: alone.total });
});
