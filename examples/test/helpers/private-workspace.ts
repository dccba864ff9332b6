import { execFile } from "node:child_process";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const modules = fileURLToPath(new URL("../../../node_modules", import.meta.url));

/** A workspace outside this repository's, without providers. */
export interface PrivateWorkspace {
  /** Runs a program in the workspace or a folder of it. Rejects with its output if it fails. */
  run(command: readonly string[], folder?: string): Promise<string>;
  /** Builds a provider's package, as its script does, and returns the URL of its main module. */
  build(provider: string): Promise<string>;
  readonly folder: string;
}

/** Creates a workspace below `examples/snippets`, so that the dependencies of this package resolve; git ignores it. */
export async function privateWorkspace(name: string, files: Readonly<Record<string, string>>) {
  const folder = fileURLToPath(new URL(`../../snippets/${name}/`, import.meta.url));
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "specs"), { recursive: true });
  const tools = { typescript: "*", vitest: "*", "@types/node": "*" };
  const countersign = { providers: "packages/providers", scope: "@countersign" };
  const manifest = {
    name: "team",
    private: true,
    type: "module",
    workspaces: ["packages/providers/*"],
    countersign,
    devDependencies: tools,
  };
  const all = { "package.json": JSON.stringify(manifest), ...files };
  for (const [path, text] of Object.entries(all)) await writeFile(join(folder, path), text);
  const workspace: PrivateWorkspace = {
    folder,
    async run([program = "", ...args], below = "") {
      const path = `${join(modules, ".bin")}:${process.env.PATH}`;
      const options = { cwd: join(folder, below), env: { PATH: path, NO_COLOR: "1" } };
      const { stdout, stderr } = await run(program, args, options).catch((error) => {
        throw new Error(`${error.message}\n${error.stdout}`);
      });
      return stdout + stderr;
    },
    async build(provider) {
      const out = join("packages/providers", provider);
      await workspace.run(["tsc", "-p", "tsconfig.build.json"], out);
      // Links the package, as `pnpm install` would.
      const link = join(folder, "node_modules/@countersign", provider);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(folder, out), link, "dir");
      return pathToFileURL(join(folder, out, "dist/index.js")).href;
    },
  };
  return workspace;
}
