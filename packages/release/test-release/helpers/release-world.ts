import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type RunResult, tryRun } from "@countersign/process";
import {
  type PublishablePackage,
  publishablePackages,
} from "../../src/packing/publishable-packages.ts";
import { type Consumer, createConsumer } from "../../src/registry/consumer.ts";
import { type LocalRegistry, startRegistry, writeNpmConfig } from "../../src/registry/registry.ts";
import { repositoryRoot } from "../../src/repository/repository-root.ts";
import { copyTree, type TreeCopy } from "../../src/repository/tree-copy.ts";

/** A copy of the repository, a registry for it, and consumers that install from there. */
export interface ReleaseWorld extends AsyncDisposable {
  readonly folder: string;
  readonly copy: TreeCopy;
  readonly registry: LocalRegistry;
  readonly packages: readonly PublishablePackage[];
  /** Runs `pnpm release` in the copy, with a valid token by default. */
  release(options?: ReleaseOptions): Promise<RunResult>;
  /** Turns the pending notes into versions with Changesets, and commits them. */
  version(): Promise<void>;
  /** Writes and commits a note that bumps packages. */
  note(name: string, bumps: Readonly<Record<string, string>>, text: string): Promise<void>;
  consumer(name: string, manager?: "npm" | "pnpm"): Promise<Consumer>;
  tags(): Promise<string[]>;
}

/** The arguments, the token and the registry of a release. */
export interface ReleaseOptions {
  readonly args?: readonly string[];
  readonly token?: string | undefined;
  readonly url?: string;
}

const require = createRequire(import.meta.url);
const tsc = join(repositoryRoot, "node_modules/typescript/bin/tsc");
const typeRoots = dirname(dirname(require.resolve("@types/node/package.json")));

/** Copies the repository and starts a registry. */
export async function createWorld(): Promise<ReleaseWorld> {
  const folder = await mkdtemp(join(tmpdir(), "release-test-"));
  const packages = publishablePackages(repositoryRoot);
  const own = new Set(packages.map(({ name }) => name));
  const registry = await startRegistry(join(folder, "registry"), (name) => own.has(name));
  const copy = await copyTree(repositoryRoot, join(folder, "repository"));
  const userConfig = join(folder, "npmrc");
  return {
    folder,
    copy,
    registry,
    packages,
    async release({ args = [], url = registry.ownUrl, ...who } = {}) {
      const token = "token" in who ? who.token : registry.token;
      await writeNpmConfig(userConfig, { url, token });
      // pnpm waits a minute for a registry to come back, too long for a test.
      const env = { NPM_CONFIG_USERCONFIG: userConfig, pnpm_config_fetch_retries: "0" };
      return tryRun(process.execPath, ["scripts/release.ts", ...args], {
        cwd: copy.root,
        env: { ...copy.environment, ...env },
      });
    },
    async version() {
      await copy.run("pnpm", ["exec", "changeset", "version"]);
      await copy.commit("Version packages");
    },
    async note(name, bumps, text) {
      const lines = Object.entries(bumps).map(([each, bump]) => `"${each}": ${bump}\n`);
      const file = join(copy.root, ".changeset", `${name}.md`);
      await writeFile(file, `---\n${lines.join("")}---\n\n${text}\n`);
      await copy.commit(`Add the note ${name}`);
    },
    consumer: (name, manager = "npm") =>
      createConsumer(join(folder, name.replace("/", "-")), {
        manager,
        registry: registry.url,
        tsc,
        typeRoots,
        cache: join(folder, "npm-cache"),
      }),
    tags: async () => (await copy.run("git", ["tag", "--list"])).split("\n").filter(Boolean),
    async [Symbol.asyncDispose]() {
      await registry.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads a file of the copy. */
export function readCopy({ copy }: ReleaseWorld, path: string): Promise<string> {
  return readFile(join(copy.root, path), "utf8");
}
