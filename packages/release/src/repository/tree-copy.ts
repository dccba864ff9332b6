import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "@countersign/process";

/** A copy of the repository with its own history, which may be changed. */
export interface TreeCopy {
  readonly root: string;
  /** Environment for commands in it, without the variables of the task that this process runs in. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a command in it and returns its output. */
  run(command: string, args: readonly string[]): Promise<string>;
  /** Commits everything. */
  commit(message: string): Promise<void>;
}

/**
 * Copies the working tree, without ignored files, into a folder, commits it on a branch `main` and installs
 * from the lockfile. The copy shares this tree's build cache.
 */
export async function copyTree(root: string, folder: string): Promise<TreeCopy> {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const files = (await run("git", list, { cwd: root })).split("\0").filter((path) => path !== "");
  await Promise.all(
    files
      .filter((path) => existsSync(join(root, path)))
      .map(async (path) => {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await cp(join(root, path), join(folder, path));
      }),
  );
  const environment = environmentFor(root);
  const copy: TreeCopy = {
    root: folder,
    environment,
    run: (command, args) => run(command, args, { cwd: folder, env: environment }),
    async commit(message) {
      await copy.run("git", ["add", "--all"]);
      await copy.run("git", ["commit", "--quiet", "--message", message]);
    },
  };
  await copy.run("git", ["init", "--quiet", "--initial-branch", "main"]);
  for (const [key, value] of Object.entries(GIT_CONFIG)) {
    await copy.run("git", ["config", key, value]);
  }
  await copy.commit("Initial commit");
  await copy.run("pnpm", ["install", "--frozen-lockfile", "--prefer-offline"]);
  return copy;
}

const GIT_CONFIG = {
  "user.name": "Release test",
  "user.email": "release@example.com",
  "commit.gpgsign": "false",
  "tag.gpgsign": "false",
  "gc.auto": "0",
};

function environmentFor(root: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TURBO_|npm_|INIT_CWD$|VITEST|NODE_ENV$|ACTIONS_)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    TURBO_CACHE_DIR: join(root, ".turbo/cache"),
    TURBO_TELEMETRY_DISABLED: "1",
  };
}
