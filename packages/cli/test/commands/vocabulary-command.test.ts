import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect, test } from "vitest";
import { runCli } from "../helpers/run-cli.ts";

const schema: { $defs: Record<string, { properties?: object }> } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../spec/vocabulary.schema.json"), "utf8"),
);
const words = Object.values(schema.$defs)
  .flatMap(({ properties = {} }) => Object.keys(properties))
  .filter((word) => word.startsWith("x-"));

test("vocabulary prints the whole page, without links to files that users do not have", async () => {
  const { code, stdout, stderr } = await runCli(["vocabulary"], { cwd: await temporaryFolder() });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^# Vocabulary\n/);
  expect(words.length).toBeGreaterThan(10);
  for (const word of words) expect(stdout).toContain(`\`${word}\``);
  expect([...stdout.matchAll(/\]\(([^)]*)\)/g)].filter(([, url]) => !url?.startsWith("#"))).toEqual(
    [],
  );
});

test("vocabulary explains one word: where it belongs, what it means, and an example", async () => {
  const cwd = await temporaryFolder();
  for (const word of words) {
    const { code, stdout } = await runCli(["vocabulary", word], { cwd });
    expect([word, code]).toEqual([word, 0]);
    expect(stdout).toMatch(new RegExp(`^\\| word \\|.*\\n.*\\n\\| \`${word}\` \\| `));
  }
  const { stdout } = await runCli(["vocabulary", "x-countersign-hmac"], { cwd });
  expect(stdout).toContain("\n## `x-countersign-hmac`\n");
  expect(stdout).not.toContain("## `x-countersign-default`");
});

test("vocabulary names the words if asked for another one", async () => {
  const run = await runCli(["vocabulary", "x-countersign-nothing"], {
    cwd: await temporaryFolder(),
  });
  expect(run).toMatchObject({ code: 1, stdout: "" });
  expect(run.stderr).toContain('There is no word "x-countersign-nothing"');
  expect(run.stderr).toContain("x-countersign-environment, ");
});

test("a message about a word names a command that explains it", async () => {
  const document = DOCUMENT.replace(HEAD, `${HEAD}x-countersign-webhooks: 1\n`);
  const cwd = await writeAll(await temporaryFolder(), { "specs/acme/openapi.yaml": document });
  const { stderr } = await runCli(["generate", "specs/acme", "--out", "acme"], { cwd });
  const [, command = ""] = /`npx @countersign\/cli ([^`]+)`/.exec(stderr) ?? [];
  expect(await runCli(command.split(" "), { cwd })).toMatchObject({ code: 0 });
});
