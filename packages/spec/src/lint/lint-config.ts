import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  BaseResolver,
  type Config,
  createConfig,
  findConfig,
  loadConfig,
  loadIgnoreConfig,
} from "@redocly/openapi-core";
import { redoclyPlugin } from "./redocly-plugin.ts";

/** Name of the file that lists the problems that the linter ignores. */
export const IGNORE_FILE = ".redocly.lint-ignore.yaml";

/**
 * Returns the lint rules for the documents in a folder: those of the nearest `redocly.yaml` at or above it, or
 * `recommended-strict` and Countersign's rules if there is none. The nearest ignore file applies too: Redocly itself
 * reads one only beside a `redocly.yaml`.
 */
export async function lintConfig(folder: string): Promise<Config> {
  const configPath = nearest(folder, findConfig);
  const config =
    configPath === undefined
      ? await createConfig({
          extends: ["recommended-strict", "countersign/all"],
          plugins: [redoclyPlugin()],
        })
      : await loadConfig({ configPath });
  const ignoring = nearest(folder, (at) => (existsSync(join(at, IGNORE_FILE)) ? at : undefined));
  if (ignoring !== undefined && (configPath === undefined || ignoring !== dirname(configPath))) {
    // Redocly derives the folder of the ignore file from the path of a configuration, and reads nothing else of it.
    const beside = join(ignoring, "redocly.yaml");
    Object.assign(config.ignore, await loadIgnoreConfig(beside, new BaseResolver()));
  }
  return config;
}

/** Returns what a folder or the nearest folder above it has. */
function nearest(folder: string, find: (at: string) => string | undefined): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = existsSync(at) ? find(at) : undefined;
    if (found !== undefined || dirname(at) === at) return found;
  }
}
