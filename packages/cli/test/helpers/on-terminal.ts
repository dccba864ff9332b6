import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

/** Whether this machine can run a program on a terminal. */
export const hasTerminal: boolean = process.platform === "linux" && existsSync("/usr/bin/script");

/**
 * Runs the command line on a terminal with 100 columns and returns everything it shows.
 *
 * @param typist - Sends keys once, after the given text has been shown.
 */
export function onTerminal(
  command: string,
  cwd: string,
  typist?: { readonly after: string; readonly keys: string },
): Promise<string> {
  const bin = join(import.meta.dirname, "../../bin/countersign.js");
  const line = `stty cols 100; ${process.execPath} ${bin} ${command}`;
  const { CI: _, FORCE_COLOR: __, NO_COLOR: ___, ...env } = process.env;
  const options = { cwd, env: { ...env, TERM: "xterm-256color" } };
  const child = spawn("/usr/bin/script", ["-qec", line, "/dev/null"], options);
  let shown = "";
  let hasTyped = typist === undefined;
  child.stdout.on("data", (text) => {
    shown += String(text);
    if (hasTyped || typist === undefined || !shown.includes(typist.after)) return;
    hasTyped = true;
    child.stdin.write(typist.keys);
  });
  return new Promise((done) => {
    child.on("close", () => done(shown));
  });
}
