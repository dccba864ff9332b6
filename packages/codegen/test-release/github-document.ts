import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A package with GitHub's REST API descriptions; only one of its eleven files is used. */
const PACKAGE = "@octokit/openapi@23.0.2";
const FILE = "package/generated/api.github.com.json";

/**
 * Returns a spec folder called `github` with GitHub's OpenAPI document: 12 MB and 1,223 operations. The first
 * call downloads it from the npm registry and caches it in node_modules.
 */
export async function githubSpec(): Promise<string> {
  const cache = join(import.meta.dirname, "../node_modules/.cache/documents");
  const spec = join(cache, "github");
  const root = join(spec, "openapi.json");
  if (existsSync(root)) return spec;
  await mkdir(spec, { recursive: true });
  const packed = await run("npm", ["pack", PACKAGE, "--silent", "--pack-destination", cache]);
  const tarball = join(cache, packed.stdout.trim());
  await run("tar", ["-xzf", tarball, "-C", cache, FILE]);
  await rename(join(cache, FILE), root);
  await rm(tarball);
  await rm(join(cache, "package"), { recursive: true });
  return spec;
}
