import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { historyKey, readHistory } from "../changes/history.ts";
import { SiteError } from "../errors/site-error.ts";
import { ROOT } from "./workspace-paths.ts";

/**
 * Builds the site by Turborepo: a task for each provider and one that puts all together, each only when what it
 * is made of has changed.
 *
 * @throws SiteError when a task failed; it has said why.
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
  if (code !== 0) throw new SiteError("The site is not built; the reason stands above.");
}
