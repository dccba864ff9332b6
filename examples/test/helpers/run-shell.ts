import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import type { Snippet } from "./snippets.ts";

const run = promisify(execFile);
// Separates the output of one block from that of the next; no guide contains this character.
const SEPARATOR = "\u001e";

/**
 * Runs shell blocks one after another in one shell, as a reader would paste them, and returns the output of each.
 * Stops at the first command that fails.
 */
export async function runShell(
  blocks: readonly Snippet[],
  { cwd, rewrite = (code) => code }: { cwd: string; rewrite?: (code: string) => string },
): Promise<string[]> {
  const script = blocks.map(({ code }) => rewrite(code)).join(`printf '\\036'\n`);
  const { stdout } = await run("sh", ["-euc", script], { cwd });
  return stdout.split(SEPARATOR);
}

/** A running command. */
export interface RunningCommand {
  /** Its output until it was ready. */
  readonly printed: string;
  stop(): Promise<void>;
}

/** Starts a shell command, and waits until its output matches `ready`. */
export async function startCommand(
  command: string,
  { cwd, ready }: { cwd: string; ready: RegExp },
): Promise<RunningCommand> {
  // In its own process group, so that its child processes are stopped with it.
  const child = spawn("sh", ["-euc", command], { cwd, detached: true });
  const { pid } = child;
  if (pid === undefined) throw new Error(`could not start: ${command}`);
  const closed = once(child, "close");
  let printed = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += chunk;
    if (ready.test(printed)) break;
  }
  child.stdout.resume();
  return {
    printed,
    async stop() {
      process.kill(-pid, "SIGTERM");
      await closed;
    },
  };
}
