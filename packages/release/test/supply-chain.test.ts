import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryRun } from "@countersign/process";
import { create } from "tar";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { placeholders } from "../src/checks/placeholders.ts";
import { readManifest } from "../src/packing/manifest.ts";
import { repositoryRoot } from "../src/repository/repository-root.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "supply-chain-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (path: string) => readFile(join(repositoryRoot, path), "utf8");

/** Writes a workspace with one package and this repository's settings. */
async function workspace(dependencies: object): Promise<void> {
  const settings = parse(await read("pnpm-workspace.yaml"));
  await writeFile(
    join(folder, "pnpm-workspace.yaml"),
    JSON.stringify({ ...settings, packages: ["."], catalog: undefined }),
  );
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: "x", version: "1.0.0", private: true, dependencies }),
  );
}

async function packageWithScript(name: string): Promise<void> {
  const source = join(folder, "source");
  await cp(new URL("fixtures/with-install-script/", import.meta.url), join(source, "package"), {
    recursive: true,
  });
  await create({ file: join(folder, `${name}.tgz`), cwd: source, gzip: true }, ["package"]);
}

const install = (...options: string[]) =>
  tryRun("pnpm", ["install", "--offline", ...options], {
    cwd: folder,
    env: { ...process.env, CI: "true" },
  });

it("installs this repository with a frozen lockfile only", async () => {
  const { scripts = {} } = readManifest(repositoryRoot);
  expect(scripts.bootstrap).toContain("--frozen-lockfile");
  const installing = Object.values(scripts).filter((script) => /pnpm@\S+ install/.test(script));
  expect(installing).toEqual([scripts.bootstrap]);
});

it("refuses to install a dependency that is missing from the lockfile", async () => {
  await packageWithScript("more");
  await workspace({});
  expect(await install()).toMatchObject({ code: 0 });
  await workspace({ more: "file:more.tgz" });
  const { code, stdout, stderr } = await install("--frozen-lockfile");
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).toContain("ERR_PNPM_OUTDATED_LOCKFILE");
});

it.each(["pnpm-lock.yaml", "packages/consumers/tools/pnpm-lock.yaml"])(
  "has an integrity hash and no custom URL for every package of %s",
  async (path) => {
    const lockfile: { packages: Record<string, { resolution: Record<string, string> }> } = parse(
      await read(path),
    );
    const resolutions = Object.entries(lockfile.packages);
    expect(resolutions.length).toBeGreaterThan(100);
    expect(
      resolutions.filter(
        ([, { resolution }]) =>
          !/^sha512-/.test(resolution.integrity ?? "") || Object.keys(resolution).length > 1,
      ),
    ).toEqual([]);
  },
);

it("does not run an unlisted build script, and fails the install", async () => {
  await packageWithScript("unlisted");
  await workspace({ "with-install-script": "file:unlisted.tgz" });
  const { code, stdout, stderr } = await install();
  expect(code).not.toBe(0);
  expect(`${stdout}${stderr}`).toContain("ERR_PNPM_IGNORED_BUILDS");
  const built = join(folder, "node_modules/with-install-script/built.txt");
  await expect(readFile(built)).rejects.toThrow("ENOENT");
});

it.each(["pnpm-workspace.yaml", "packages/consumers/tools/pnpm-workspace.yaml"])(
  "lists packages with build scripts by name in %s, with a reason for each that may run",
  async (path) => {
    const text = await read(path);
    const { allowBuilds, dangerouslyAllowAllBuilds } = parse(text);
    expect(dangerouslyAllowAllBuilds).toBeUndefined();
    expect(Object.keys(allowBuilds).length).toBeGreaterThan(0);
    const lines = text.split("\n");
    for (const [name, allowed] of Object.entries(allowBuilds)) {
      if (allowed !== true) continue;
      const line = lines.findIndex((each) => each.trim().replaceAll('"', "") === `${name}: true`);
      const above = lines.slice(0, line).findLast((each) => !/: true$/.test(each));
      expect({ name, above }).toEqual({ name, above: expect.stringMatching(/^ *#/) });
    }
  },
);

it("says in SECURITY.md where to report, what is guaranteed and what is not, and whether the address is a placeholder", async () => {
  const text = await read("SECURITY.md");
  for (const heading of [
    "## Reporting",
    "## Threat model",
    "### What the clients guarantee",
    "### What stays the caller's job",
  ]) {
    expect(text).toContain(heading);
  }
  const isOpen = placeholders(repositoryRoot).some((each) => each.startsWith("SECURITY.md"));
  expect(/placeholder/.test(text)).toBe(isOpen);
});
