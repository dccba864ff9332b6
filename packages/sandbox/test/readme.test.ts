import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

test("runs the README's first example, which gets a response", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const example = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const folder = await mkdtemp(join(tmpdir(), "sandbox-readme-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = join(folder, "example.mts");
  const source = new URL("../src/index.ts", import.meta.url).href;
  await writeFile(script, example.replace("@countersign/sandbox", source));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toMatch(/^201 \{/);
});
