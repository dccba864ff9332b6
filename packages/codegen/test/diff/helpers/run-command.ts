import { execFile } from "node:child_process";
import type { CliRun } from "../../helpers/run-cli.ts";

const cli = new URL("../../../src/cli/", import.meta.url);

/** Runs one command of the command line in a process of its own, from its source. */
export function runCommand(
  name: "diff" | "changeset",
  args: readonly string[],
  cwd: string,
): Promise<CliRun> {
  const module = JSON.stringify(new URL(`${name}-command.ts`, cli).href);
  const code = `const { ${name}Command } = await import(${module});
    await ${name}Command().parseAsync(process.argv.slice(1), { from: "user" });`;
  const program = ["--input-type=module", "--eval", code, "--", ...args];
  const { FORCE_COLOR: _, ...env } = process.env;
  return new Promise((done) => {
    execFile(process.execPath, program, { cwd, env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}
