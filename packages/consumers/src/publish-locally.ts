import { join } from "node:path";
import { run } from "@countersign/process";
import { startRegistry, writeNpmConfig } from "@countersign/release/registry/registry";
import type { Tarballs } from "./pack-all.ts";

/** A registry on this machine that has our packed packages, and passes requests for others on. */
export interface PackedRegistry {
  /** Environment in which npm and pnpm install from it, as for a user who has never used them. */
  readonly environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** Publishes tarballs to a new registry on this machine. */
export async function publishLocally(tarballs: Tarballs, folder: string): Promise<PackedRegistry> {
  const registry = await startRegistry(join(folder, "registry"), (name) => name in tarballs);
  const { url, ownUrl, token } = registry;
  const publishing = await writeNpmConfig(join(folder, "publish.npmrc"), { url: ownUrl, token });
  for (const tarball of Object.values(tarballs)) {
    const args = ["publish", tarball, "--userconfig", publishing, "--registry", ownUrl];
    await run("npm", args, { cwd: folder, env: withoutNpm(process.env) });
  }
  return {
    environment: {
      ...withoutNpm(process.env),
      NPM_CONFIG_USERCONFIG: await writeNpmConfig(join(folder, "use.npmrc"), { url }),
      // Versions in the shared cache may be those of an earlier run with other bytes.
      NPM_CONFIG_CACHE: join(folder, "cache"),
    },
    close: registry.close,
  };
}

/** Removes the variables that a package manager sets for scripts: they would configure the next one. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(npm|pnpm|vitest)_/i.test(name));
  return Object.fromEntries(kept);
}
