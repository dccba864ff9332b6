import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ProviderProxy } from "./provider-proxy.ts";

/** The result of running a sample. */
export interface SampleRun {
  readonly name: string;
  /** Why it failed; undefined if it succeeded. */
  readonly error?: string;
  /** Amount of output; 0 for none. */
  readonly printed: number;
}

/** The proxy, folder and environment of a sample. */
export interface RunContext {
  readonly proxy: ProviderProxy;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Runs compiled programs in one process. */
export async function runPrograms(
  programs: readonly { readonly name: string; readonly program: string }[],
  { proxy, folder, environment }: RunContext,
): Promise<SampleRun[]> {
  const runner = fileURLToPath(new URL("run-programs.ts", import.meta.url));
  const { stdout, stderr } = await execute([process.execPath, runner, proxy.url], {
    folder,
    environment,
    input: programs.map((each) => `${JSON.stringify(each)}\n`).join(""),
  });
  const runs: SampleRun[] = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  if (runs.length < programs.length) throw new Error(`the programs crashed: ${stderr}`);
  return runs;
}

/** Runs a POSIX shell script. curl connects to the proxy for every host and trusts its certificate. */
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

/** Returns the contents of a `.curlrc`. */
export function curlConfig(name: string, { tls }: ProviderProxy): string {
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
