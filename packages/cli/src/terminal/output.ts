import { basename, relative } from "node:path";
import { styleText } from "node:util";
import type { WriteResult } from "@countersign/codegen/write";
import { formatProblem, type Problem } from "@countersign/spec/problem";

/** Prints which files were written and removed. With `check`, prints which are stale and sets the exit code to 1. */
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
    console.log(`${good("ok")} ${location} updated\n${list.join("\n")}`);
    return;
  }
  console.error(`${bad("error")} stale files in ${location}\n${list.join("\n")}`);
  console.error(`  remedy Run \`${command}\` without --check and commit the result.`);
  process.exitCode = 1;
}

/** Prints what is wrong with a document but harms no client, on standard error. */
export function warn(warnings: readonly Problem[]): void {
  for (const warning of warnings) {
    console.error(
      `${styleText("yellow", "warning", { stream: process.stderr })} ${formatProblem(warning)}`,
    );
  }
}

/** Returns text in green if standard output is a terminal. */
export function good(text: string): string {
  return styleText("green", text, { stream: process.stdout });
}

/** Returns text in red if standard error is a terminal. */
export function bad(text: string): string {
  return styleText("red", text, { stream: process.stderr });
}
