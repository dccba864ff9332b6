import { basename, relative } from "node:path";
import { styleText } from "node:util";
import type { WriteResult } from "@countersign/codegen/write";

/** Says which files were written and removed, or with `check` are stale; then the exit code is 1. */
export function report(
  { written, removed }: WriteResult,
  { folder, check, command }: { folder: string; check: boolean; command: string },
): void {
  const location = relative(process.cwd(), folder) || basename(process.cwd());
  const changed = [...written, ...removed];
  if (changed.length === 0) {
    console.log(`${good("ok")} ${location} is up to date`);
    return;
  }
  const list = [
    ...written.map((path) => `  ${path}`),
    ...removed.map((path) => `  ${path} (removed)`),
  ];
  if (!check) {
    console.log(`${good("ok")} ${location} is brought up to date\n${list.join("\n")}`);
    return;
  }
  console.error(`${bad("error")} stale files in ${location}\n${list.join("\n")}`);
  console.error(`  remedy run \`${command}\` without --check, and commit what it writes`);
  process.exitCode = 1;
}

/** Returns a text in green, where standard output is a terminal. */
export function good(text: string): string {
  return styleText("green", text, { stream: process.stdout });
}

/** Returns a text in red, where standard error is a terminal. */
export function bad(text: string): string {
  return styleText("red", text, { stream: process.stderr });
}
