import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { compiled } from "./compile-snippets.ts";
import type { Snippet } from "./snippets.ts";

const run = promisify(execFile);
const reroute = fileURLToPath(new URL("reroute.ts", import.meta.url));

/** Runs a compiled snippet in its folder, with its calls to providers redirected to the sandboxes. */
export function runProgram(
  folder: URL,
  program: Snippet,
  environment: Readonly<Record<string, string>>,
): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, ["--import", reroute, compiled(folder, program)], {
    cwd: fileURLToPath(folder),
    env: { PATH: process.env.PATH, ...environment },
  });
}
