import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runLimited } from "./run-limited.ts";
import { tool } from "./tools.ts";

/** What to bundle, within the consumer's folder. */
export interface BundleInput {
  /** The consumer's folder. */
  readonly folder: string;
  /** Name of the entry module. */
  readonly entry: string;
  /** Name of the output folder. */
  readonly out: string;
}

/** Bundles a module into one minified ES module for browsers, and returns its path. */
export type Bundle = (input: BundleInput) => Promise<string>;

/** Popular bundlers, each run from its command line with its recommended configuration. */
export const bundlers: Readonly<Record<"esbuild" | "Vite" | "webpack", Bundle>> = {
  esbuild: async ({ folder, entry, out }) => {
    const bundle = join(folder, out, "bundle.js");
    const args = [entry, "--bundle", "--minify", "--format=esm", `--outfile=${bundle}`];
    await runLimited(tool("esbuild/bin/esbuild"), args, { cwd: folder });
    return bundle;
  },
  Vite: async ({ folder, entry, out }) => {
    const config = await writeConfig(folder, out, {
      logLevel: "warn",
      build: {
        outDir: join(folder, out),
        modulePreload: false,
        rollupOptions: {
          input: join(folder, entry),
          preserveEntrySignatures: "strict",
          output: { entryFileNames: "bundle.js" },
        },
      },
    });
    const args = [tool("vite/bin/vite.js"), "build", "--config", config];
    await runLimited(process.execPath, args, { cwd: folder });
    await rm(config);
    return join(folder, out, "bundle.js");
  },
  webpack: async ({ folder, entry, out }) => {
    const config = await writeConfig(folder, out, {
      mode: "production",
      entry: join(folder, entry),
      experiments: { outputModule: true },
      output: {
        path: join(folder, out),
        filename: "bundle.js",
        module: true,
        library: { type: "module" },
      },
      // Our own test checks the size.
      performance: false,
    });
    const args = [tool("webpack-cli/bin/cli.js"), "--config", config];
    await runLimited(process.execPath, args, { cwd: folder });
    await rm(config);
    return join(folder, out, "bundle.js");
  },
};

async function writeConfig(folder: string, name: string, config: object): Promise<string> {
  const file = join(folder, `${name}.config.mjs`);
  await writeFile(file, `export default ${JSON.stringify(config)};\n`);
  return file;
}
