import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { tryRun } from "@countersign/process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createWorld, type ReleaseWorld } from "./helpers/release-world.ts";

// `pnpm release check` in a copy of the repository.

let world: ReleaseWorld;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const check = (...args: string[]) =>
  tryRun(process.execPath, ["scripts/release.ts", "check", ...args], {
    cwd: world.copy.root,
    env: world.copy.environment,
  });

it("passes, and shows each package with its old and new versions and the reasons", async () => {
  await world.note(
    "for-the-test",
    { "@countersign/qash": "major", countersign: "major" },
    "Require the user's id in `getUser`",
  );
  const { code, stdout, stderr } = await check();
  expect({ code, stderr, failed: stdout.match(/^failed .*$/gm) }).toEqual({
    code: 0,
    stderr: "",
    failed: null,
  });
  expect(stdout).toMatch(/│ package +│ from +│ to +│ why/);
  expect(stdout).toMatch(/│ @countersign\/qash +│ 0\.0\.0 │ 1\.0\.0 │/);
  expect(stdout).toContain("Require the user's id in `getUser`");
  expect(stdout).toContain("Publishing is refused until these placeholders are filled in:");
  expect(stdout).toContain("12 of 12 checks passed");
});

it("runs all checks and reports their problems as one JSON document with --json", async () => {
  const stray = join(world.copy.root, "packages/countersign/src/stray.ts");
  await writeFile(stray, 'export const at = "/home/ada/src/stray.ts";\n');
  // The build generates it again.
  const generated = "packages/providers/qash/src/generated/index.ts";
  await appendFile(join(world.copy.root, generated), "// by hand\n");
  const { code, stdout } = await check("--json");
  await rm(stray);
  await world.copy.run("git", ["checkout", "--quiet", "--", generated]);
  expect(code).toBe(1);
  const report: { checks: { name: string; problems: string[] }[] } = JSON.parse(stdout);
  const problems = report.checks.filter((each) => each.problems.length > 0);
  expect(problems.map(({ name }) => name)).toEqual([
    "The working tree is clean",
    "Generated files match the specs",
    "Packages contain no secrets or machine paths",
  ]);
  expect(JSON.stringify(problems.at(-1))).toContain("countersign: src/stray.ts:1: a home folder");
});

it("fails `pnpm release size` for a size over budget until the budget is updated", async () => {
  const size = (...args: string[]) =>
    tryRun(process.execPath, ["scripts/release.ts", "size", ...args], {
      cwd: world.copy.root,
      env: world.copy.environment,
    });
  const file = join(world.copy.root, "packages/release/size-budgets.json");
  const budgets: Record<string, Record<string, number>> = JSON.parse(await readFile(file, "utf8"));
  const { tarball = 0 } = budgets["@countersign/qash"] ?? {};
  const smaller = { ...budgets["@countersign/qash"], tarball: Math.round(tarball / 1.1) };
  await writeFile(file, JSON.stringify({ ...budgets, "@countersign/qash": smaller }));

  const grown = await size();
  expect(grown.code).toBe(1);
  expect(grown.stdout).toMatch(/│ @countersign\/qash +│ tarball .*│ \+\d+\.\d % +│/);
  expect(grown.stderr).toMatch(/error @countersign\/qash: tarball grew by \d+\.\d %/);
  expect(grown.stderr).toContain("remedy Make it smaller, or run `pnpm release size --update`");
  expect(await size("--update")).toMatchObject({ code: 0 });
  expect(await size()).toMatchObject({ code: 0 });
});

it("documents itself with --help", async () => {
  const { code, stdout } = await check("--help");
  expect(code).toBe(0);
  expect(stdout).toContain("Usage: release check [options]");
  expect(stdout).toContain("--json");
});
