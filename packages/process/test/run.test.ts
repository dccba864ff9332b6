import { connect } from "node:net";
import { expect, test } from "vitest";
import { run, tryRun } from "../src/run.ts";

const cwd = import.meta.dirname;
const node = (code: string, options: object = {}) =>
  tryRun(process.execPath, ["--eval", code], { cwd, ...options });

test("a command gives what it printed and its exit code", async () => {
  const code = 'console.log("out"); console.error("err"); process.exitCode = 3;';
  expect(await node(code)).toEqual({ code: 3, stdout: "out\n", stderr: "err\n" });
});

test("it has no input to wait for", async () => {
  expect(await node("process.stdin.resume()")).toMatchObject({ code: 0 });
});

test("its environment is that of this process, or the one given and nothing of this process", async () => {
  process.env.RUN_TEST = "here";
  const print = "console.log(process.env.RUN_TEST, process.env.OTHER)";
  expect((await node(print)).stdout).toBe("here undefined\n");
  expect((await node(print, { env: { OTHER: "there" } })).stdout).toBe("undefined there\n");
  delete process.env.RUN_TEST;
});

test("one that a signal ended has a code, too", async () => {
  expect(await node('process.kill(process.pid, "SIGTERM")')).toMatchObject({ code: 1 });
});

test("one that takes too long is ended with what it started", async () => {
  const inner =
    'const server = require("node:net").createServer().listen(0, () => console.log(server.address().port))';
  const outer = `require("node:child_process").spawn(process.execPath, ["--eval", ${JSON.stringify(inner)}], { stdio: "inherit" });`;
  const error: unknown = await node(outer, { timeoutMs: 2_000 }).catch((reason) => reason);
  expect(String(error)).toContain("took longer than 2000 ms");
  const [, port] = /\n(\d+)\n/.exec(String(error)) ?? [];
  await expect(connected(Number(port))).rejects.toThrow("ECONNREFUSED");
});

function connected(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    connect(port, "127.0.0.1", resolve).on("error", reject);
  });
}

test("a failure names the command and ends in what it printed", async () => {
  const args = ["--eval", 'console.error("no such thing"); process.exitCode = 2;'];
  await expect(run(process.execPath, args, { cwd })).rejects.toThrow(
    /ended with exit code 2\.\nno such thing$/,
  );
});

test("a program that is not there is an error of its own", async () => {
  await expect(tryRun("no-such-program", [], { cwd })).rejects.toThrow("ENOENT");
});
