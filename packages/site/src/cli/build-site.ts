import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { historyKey, readHistory } from "../changes/history.ts";
import { SiteError } from "../errors/site-error.ts";
import { ROOT } from "./workspace-paths.ts";

/**
 * Builds the site with Turborepo: one task per provider and one that assembles the site. Each runs only if its
 * inputs changed.
 *
 * @throws SiteError if a task failed; the task has printed the reason.
 */
export async function buildSite(options: readonly string[] = []): Promise<void> {
  const providers = await readdir(join(ROOT, "packages/providers"));
  const history = historyKey(await readHistory(ROOT, providers.sort()));
  const flags = ["--ui=stream", "--output-logs=new-only", "--log-order=grouped", ...options];
  const args = ["exec", "turbo", "run", "docs:site", ...flags];
  const child = spawn("pnpm", args, {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      COUNTERSIGN_HISTORY: history,
      TURBO_TELEMETRY_DISABLED: "1",
      TURBO_NO_UPDATE_NOTIFIER: "1",
    },
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) throw new SiteError("The site could not be built; see the output above.");
}
