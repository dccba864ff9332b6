import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { StandIn } from "./stand-in.ts";

/** What a sample did. */
export interface SampleRun {
  readonly name: string;
  /** Why it ended early; undefined where it did not. */
  readonly error?: string;
  /** How much it printed. */
  readonly printed: number;
}

/** Where samples run, and with what. */
export interface RunContext {
  readonly standIn: StandIn;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs compiled programs in one process. */
export async function runPrograms(
  programs: readonly { readonly name: string; readonly program: string }[],
  { standIn, folder, environment }: RunContext,
): Promise<SampleRun[]> {
  const runner = fileURLToPath(new URL("run-programs.ts", import.meta.url));
  const { stdout, stderr } = await execute([process.execPath, runner, standIn.url], {
    folder,
    environment,
    input: programs.map((each) => `${JSON.stringify(each)}\n`).join(""),
  });
  const runs: SampleRun[] = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (runs.length < programs.length) throw new Error(`the programs broke off: ${stderr}`);
  return runs;
}

/** Runs a script of a POSIX shell, in which curl resolves every name to the stand-in and trusts its certificate. */
export async function runScript(
  { name, script }: { readonly name: string; readonly script: string },
  { folder, environment }: RunContext,
): Promise<SampleRun> {
  const { stdout, stderr, code } = await execute(["sh", "-eu", script], { folder, environment });
  return {
    name,
    printed: stdout.length,
    ...(code !== 0 && { error: `exit code ${code}: ${stderr}` }),
  };
}

/** The configuration that curl reads by itself. */
export function curlConfig(name: string, { tls }: StandIn): string {
  const lines = [
    `connect-to = "::127.0.0.1:${tls?.port}"`,
    `cacert = "${tls?.certificate}"`,
    `header = "x-sample: ${name}"`,
    "silent",
    "show-error",
    "fail-with-body",
    "max-time = 20",
  ];
  return `${lines.join("\n")}\n`;
}

function execute(
  [command = "", ...args]: readonly string[],
  { folder, environment, input }: { folder: string; environment: object; input?: string },
): Promise<{ stdout: string; stderr: string; code: number | null }> {
  return new Promise((done, fail) => {
    const env = { PATH: process.env.PATH, HOME: folder, ...environment };
    const child = spawn(command, args, { cwd: folder, env });
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (data) => {
      output.stdout += data;
    });
    child.stderr.on("data", (data) => {
      output.stderr += data;
    });
    child.on("error", fail);
    child.on("close", (code) => done({ ...output, code }));
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}
