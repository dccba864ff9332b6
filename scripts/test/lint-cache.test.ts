import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

// Turborepo replays the result of `lint:spec` while nothing that it hashes changes. Asks Turborepo itself, in a small
// workspace with the providers' own task definitions.

const repository = join(import.meta.dirname, "../..");
const providers = await readdir(join(repository, "packages/providers"));

let root = "";
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "countersign-lint-cache-")));
  await write("package.json", {
    name: "team",
    private: true,
    packageManager: "npm@11.0.0",
    workspaces: ["packages/providers/*"],
  });
  await write("turbo.json", { tasks: { build: {}, "lint:spec": {}, generate: {} } });
  await write("package-lock.json", { name: "team", lockfileVersion: 3, packages: {} });
  await write("redocly.yaml", "rules: {}\n");
  for (const provider of providers) {
    const folder = `packages/providers/${provider}`;
    const scripts = { "lint:spec": "true" };
    await write(`${folder}/package.json`, { name: `@team/${provider}`, scripts });
    await cp(join(repository, folder, "turbo.json"), join(root, folder, "turbo.json"));
    await write(`specs/${provider}/openapi.yaml`, "openapi: 3.1.0\n");
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function write(path: string, content: string | object): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === "string" ? content : JSON.stringify(content));
}

/** Returns the hash by which Turborepo caches the lint of each provider. */
async function lintHashes(): Promise<ReadonlyMap<string, string>> {
  const turbo = join(repository, "node_modules/.bin/turbo");
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
  const args = ["run", "lint:spec", "--dry=json"];
  const { stdout } = await promisify(execFile)(turbo, args, { cwd: root, env });
  const { tasks }: { tasks: { package: string; hash: string }[] } = JSON.parse(stdout);
  return new Map(tasks.map((task) => [task.package, task.hash]));
}

test.for([
  ["the rules", "redocly.yaml"],
  ["the ignored problems", ".redocly.lint-ignore.yaml"],
])("the lint of every provider runs again if %s change", async ([, file = ""]) => {
  const before = await lintHashes();
  expect(before.size).toBe(providers.length);
  const text = await readFile(join(root, file), "utf8").catch(() => "");
  await write(file, `${text}# Changed.\n`);
  const after = await lintHashes();
  for (const [provider, hash] of before)
    expect([provider, after.get(provider)]).not.toContain(hash);
  expect(await lintHashes()).toEqual(after);
});

test("the lint of a provider runs again if its own document changes, and only then", async () => {
  const [first = "", second = ""] = providers;
  const before = await lintHashes();
  await write(`specs/${first}/openapi.yaml`, "openapi: 3.1.1\n");
  const after = await lintHashes();
  expect(after.get(`@team/${first}`)).not.toBe(before.get(`@team/${first}`));
  expect(after.get(`@team/${second}`)).toBe(before.get(`@team/${second}`));
});
