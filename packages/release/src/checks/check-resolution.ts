import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tryRun } from "@countersign/process";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { Manifest } from "../packing/manifest.ts";
import type { PackedFiles } from "../packing/read-tarball.ts";

/** A tarball and its contents. */
export interface OpenedTarball {
  readonly tarball: string;
  readonly manifest: Manifest;
  readonly files: PackedFiles;
}

/** Returns publint's findings about a package, including suggestions. */
export async function checkWithPublint({ tarball, manifest }: OpenedTarball): Promise<string[]> {
  const bytes = await readFile(tarball);
  const { messages } = await publint({
    pack: { tarball: new Uint8Array(bytes).buffer },
    strict: true,
  });
  return messages.map(
    (message) => formatMessage(message, { ...manifest }, { color: false }) ?? message.code,
  );
}

/**
 * Returns the findings of "Are the types wrong?", entry by entry. Its profile is that of ESM-only packages:
 * it ignores how TypeScript's older resolution modes handle `require`.
 */
export async function checkWithAttw(opened: OpenedTarball): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const attw = join(
    dirname(require.resolve("@arethetypeswrong/cli/package.json")),
    "dist/index.js",
  );
  const { code, stdout, stderr } = await tryRun(
    process.execPath,
    [
      attw,
      opened.tarball,
      ...["--profile", "esm-only", "--format", "ascii", "--no-color", "--no-emoji"],
      ...["--entrypoints", ...entryPoints(opened)],
    ],
    { cwd: process.cwd() },
  );
  return code === 0 ? [] : [`${stdout}${stderr}`.trim()];
}

/** Returns the entries of a package that contain code, with `*` expanded: `.`, `./acme`. */
export function entryPoints({ manifest, files }: Omit<OpenedTarball, "tarball">): string[] {
  const paths = [...files.keys()];
  return Object.entries(manifest.exports ?? {}).flatMap(([entry, target]) => {
    const file = typeof target === "string" ? target : target.default;
    if (file === undefined || !file.endsWith(".js")) return [];
    if (!entry.includes("*")) return [entry];
    const [before = "", after = ""] = file.replace(/^\.\//, "").split("*");
    return paths
      .filter((path) => path.startsWith(before) && path.endsWith(after))
      .map((path) => path.slice(before.length, path.length - after.length))
      .filter((name) => !name.includes("/"))
      .map((name) => entry.replace("*", name));
  });
}
