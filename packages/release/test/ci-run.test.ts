import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryRun } from "@countersign/process";
import { afterEach, beforeEach, expect, it } from "vitest";
import { repositoryRoot } from "../src/repository/repository-root.ts";

// Runs `.ci/run` with fake versions of npm and Chromium.

let bin: string;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), "ci-run-"));
  await program("chromium", "exit 0");
});
afterEach(() => rm(bin, { recursive: true, force: true }));

async function program(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/usr/bin/env bash\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

async function ci(npm: string): Promise<{ code: number; lastLine: string | undefined }> {
  await program("npm", npm);
  const { code, stdout } = await tryRun(join(repositoryRoot, ".ci/run"), [], {
    cwd: bin,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  return { code, lastLine: stdout.trimEnd().split("\n").at(-1) };
}

it("ends with one line that totals the suites", async () => {
  const npm =
    'if [ "$1" = test ]; then echo "100 passed, 0 failed"; else echo "20 passed, 0 failed"; fi';
  expect(await ci(npm)).toEqual({ code: 0, lastLine: "120 passed, 0 failed" });
});

it("fails if a suite has a failure", async () => {
  const npm = 'echo "9 passed, 1 failed"; exit 1';
  expect(await ci(npm)).toEqual({ code: 1, lastLine: "18 passed, 2 failed" });
});

it("counts a suite that crashes, and one that fails without counting a failure", async () => {
  expect(await ci('echo "bang" >&2; exit 1')).toEqual({ code: 1, lastLine: "0 passed, 2 failed" });
  expect(await ci('echo "3 passed, 0 failed"; exit 1')).toEqual({
    code: 1,
    lastLine: "6 passed, 2 failed",
  });
});

it("needs no input and sets CI", async () => {
  const npm = 'echo "$(wc -c) passed, 0 failed"; test "$CI" = true';
  expect(await ci(npm)).toEqual({ code: 0, lastLine: "0 passed, 0 failed" });
});
