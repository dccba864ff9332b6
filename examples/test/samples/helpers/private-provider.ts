import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generate } from "@countersign/codegen/generate";
import { samples } from "@countersign/codegen/samples";
import type { OpenApiDocument } from "@countersign/sandbox";
import type { SampledProvider } from "./providers.ts";

const run = promisify(execFile);

/** A provider with its own package that has no entry in the facade. */
export interface PrivateProvider extends SampledProvider {
  readonly document: OpenApiDocument;
}

/** Generates and builds the package of a fixture's spec, below a folder. */
export async function privateProvider(name: string, folder: string): Promise<PrivateProvider> {
  const spec = fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
  const packageName = `${name}-client`;
  const out = join(folder, "packages", name);
  await generate({ spec, out });
  const manifest = {
    name: packageName,
    type: "module",
    exports: { types: "./dist/index.d.ts", default: "./dist/index.js" },
  };
  const config = {
    extends: "../../../../../tsconfig.base.json",
    compilerOptions: { rootDir: "src/generated", outDir: "dist" },
    include: ["src"],
  };
  await writeFile(join(out, "package.json"), JSON.stringify(manifest));
  await writeFile(join(out, "tsconfig.json"), JSON.stringify(config));
  await run("tsc", ["-p", out]);
  const document: OpenApiDocument = JSON.parse(await readFile(join(out, "openapi.json"), "utf8"));
  const operations = await samples(spec, { packageName, hasEntry: false });
  return { name, packageName, folder: out, operations, servers: [], open: new Set(), document };
}
