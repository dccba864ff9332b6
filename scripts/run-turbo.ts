import { spawn } from "node:child_process";

/**
 * Runs Turborepo tasks, with their output on this terminal.
 *
 * @returns The exit code.
 */
export async function runTurbo(
  tasks: readonly string[],
  options: readonly string[] = [],
): Promise<number> {
  const child = spawn("pnpm", ["exec", "turbo", "run", ...tasks, "--ui=stream", ...options], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
      REDOCLY_TELEMETRY: "off",
      REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
      REDOCLY_SUPPRESS_NOTIFICATIONS: "true",
    },
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
