import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Snippet } from "./snippets.ts";

const run = promisify(execFile);

/**
 * Writes snippets into a folder, each under its file name, and compiles them against the built packages.
 *
 * @returns The compiler's output, which is empty on success.
 */
export async function compileSnippets(folder: URL, snippets: readonly Snippet[]): Promise<string> {
  const config = new URL("tsconfig.json", folder);
  await writeFile(config, JSON.stringify({ extends: "../../test/tsconfig.snippets.json" }));
  for (const { file, code } of snippets) {
    await mkdir(new URL(".", new URL(file, folder)), { recursive: true });
    // Fails for two snippets with the same name, of which only one would be tested.
    await writeFile(new URL(file, folder), code, { flag: "wx" });
  }
  return run("tsc", ["-p", fileURLToPath(config)]).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

/** Returns the path of a compiled snippet. */
export function compiled(folder: URL, { file }: Snippet): string {
  return fileURLToPath(new URL(`out/${file.replace(/\.ts$/, ".js")}`, folder));
}
