import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type RunResult, run, tryRun } from "@countersign/process";
import { writeNpmConfig } from "./registry.ts";

/** The folder of a program that uses our packages. */
export interface Consumer {
  readonly folder: string;
  /** Installs packages by name, like `npm install <name>`. */
  install(...packages: string[]): Promise<void>;
  /** Runs a command of the package manager, such as `update`. */
  manage(...args: string[]): Promise<string>;
  /** Type-checks a program's files and returns the compiler's output, which is empty on success. */
  typeCheck(files: Readonly<Record<string, string>>): Promise<string>;
  /** Runs a program that was type-checked. */
  run(file: string, options?: { env?: NodeJS.ProcessEnv; preload?: string }): Promise<RunResult>;
}

/** Options of a consumer. */
export interface ConsumerOptions {
  readonly manager: "npm" | "pnpm";
  /** URL of the registry. */
  readonly registry: string;
  /** Path of the TypeScript compiler. */
  readonly tsc: string;
  /** Folder of `@types` packages, for Node's types. */
  readonly typeRoots: string;
  /** Download cache that consumers of the same run share. */
  readonly cache: string;
}

/** Creates an empty package in a folder, which installs everything from one registry. */
export async function createConsumer(folder: string, options: ConsumerOptions): Promise<Consumer> {
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "consumer", version: "1.0.0", private: true, type: "module" }),
  );
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(compilerConfig(options)));
  // The versions to install were published a moment ago.
  await writeFile(join(folder, "pnpm-workspace.yaml"), "packages: [.]\nminimumReleaseAge: 0\n");
  const userConfig = await writeNpmConfig(join(folder, ".npmrc"), { url: options.registry });
  const env = {
    ...withoutNpm(process.env),
    NPM_CONFIG_USERCONFIG: userConfig,
    NPM_CONFIG_CACHE: options.cache,
  };
  const manage = (...args: string[]): Promise<string> =>
    run(options.manager, args, { cwd: folder, env });
  return {
    folder,
    manage,
    async install(...packages) {
      await manage(options.manager === "npm" ? "install" : "add", ...packages);
    },
    async typeCheck(files) {
      for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
      const { stdout, stderr } = await tryRun(process.execPath, [options.tsc, "-p", "."], {
        cwd: folder,
      });
      return `${stdout}${stderr}`.trim();
    },
    run: (file, { env: extra = {}, preload } = {}) =>
      tryRun(process.execPath, [...(preload === undefined ? [] : ["--import", preload]), file], {
        cwd: folder,
        env: { PATH: process.env.PATH, ...extra },
      }),
  };
}

function compilerConfig({ typeRoots }: ConsumerOptions): object {
  return {
    compilerOptions: {
      target: "es2022",
      module: "nodenext",
      lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      typeRoots: [typeRoots],
      types: ["node"],
    },
  };
}

/** Removes the variables that a package manager sets for scripts: they would configure the next one. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(npm|pnpm)_/i.test(name)),
  );
}
