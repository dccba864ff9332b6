import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAll } from "@countersign/testing/files";
import { DOCUMENT } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";

test("generates the workspace's packages, also from a subfolder", async () => {
  const folder = await writeAll(await temporaryFolder(), {
    "package.json": "{}",
    "specs/acme/openapi.yaml": DOCUMENT,
    "specs/beta/openapi.yaml": DOCUMENT.replace("listUsers", "listPeople"),
  });
  await mkdir(join(folder, "node_modules"));

  const first = await runCli(["generate", "acme"], { cwd: join(folder, "specs") });
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toContain("src/generated/provider.ts");

  const check = await runCli(["generate", "--check", "--json"], { cwd: folder });
  expect(check.code).toBe(1);
  expect(JSON.parse(check.stdout)).toMatchObject([
    { name: "acme", written: [] },
    { name: "beta", folder: "packages/providers/beta", written: { length: 10 } },
  ]);
});

test("reports that there is no workspace", async () => {
  const { code, stderr } = await runCli(["generate"], { cwd: await temporaryFolder() });
  expect(code).toBe(1);
  expect(stderr).toContain("There is no specs folder here or in any parent folder.");
});
