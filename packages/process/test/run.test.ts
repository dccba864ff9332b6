import { connect } from "node:net";
import { expect, test } from "vitest";
import { run, tryRun } from "../src/run.ts";

const cwd = import.meta.dirname;
const node = (code: string, options: object = {}) =>
  tryRun(process.execPath, ["--eval", code], { cwd, ...options });

test("returns the output and the exit code of a command", async () => {
  const code = 'console.log("out"); console.error("err"); process.exitCode = 3;';
  expect(await node(code)).toEqual({ code: 3, stdout: "out\n", stderr: "err\n" });
});

test("gives a command no input to wait for", async () => {
  expect(await node("process.stdin.resume()")).toMatchObject({ code: 0 });
});

test("inherits this process's environment, or replaces it with the given one", async () => {
  process.env.RUN_TEST = "here";
  const print = "console.log(process.env.RUN_TEST, process.env.OTHER)";
  expect((await node(print)).stdout).toBe("here undefined\n");
  expect((await node(print, { env: { OTHER: "there" } })).stdout).toBe("undefined there\n");
  delete process.env.RUN_TEST;
});

test("returns exit code 1 for a command that a signal ended", async () => {
  expect(await node('process.kill(process.pid, "SIGTERM")')).toMatchObject({ code: 1 });
});

test("kills a command that times out, with its child processes", async () => {
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

test("throws an error with the command's last output if it fails", async () => {
  const args = ["--eval", 'console.error("no such thing"); process.exitCode = 2;'];
  await expect(run(process.execPath, args, { cwd })).rejects.toThrow(
    /exited with code 2\.\nno such thing$/,
  );
});

test("throws an error if there is no such program", async () => {
  await expect(tryRun("no-such-program", [], { cwd })).rejects.toThrow("ENOENT");
});
