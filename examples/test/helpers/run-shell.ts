import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import type { Snippet } from "./snippets.ts";

const run = promisify(execFile);
// A character that stands in no guide: it parts what one block prints from what the next one does.
const SEPARATOR = "\u001e";

/**
 * Runs blocks of shell one after the other in one shell, as a reader pastes them, and returns what each of
 * them prints. The first command that fails ends it.
 */
export async function runShell(
  blocks: readonly Snippet[],
  { cwd, rewrite = (code) => code }: { cwd: string; rewrite?: (code: string) => string },
): Promise<string[]> {
  const script = blocks.map(({ code }) => rewrite(code)).join(`printf '\\036'\n`);
  const { stdout } = await run("sh", ["-euc", script], { cwd });
  return stdout.split(SEPARATOR);
}

/** A command that runs until it is stopped. */
export interface RunningCommand {
  /** What it has printed until it was ready. */
  readonly printed: string;
  stop(): Promise<void>;
}

/** Starts a command of a shell, and waits until it has printed a line that says that it is ready. */
export async function startCommand(
  command: string,
  { cwd, ready }: { cwd: string; ready: RegExp },
): Promise<RunningCommand> {
  // In a group of its own: what it starts is stopped with it.
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
