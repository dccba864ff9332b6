import { readdirSync } from "node:fs";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";

const GOLDEN = join(import.meta.dirname, "golden");
const UPDATE = "UPDATE_GOLDEN=1 vitest run --project @countersign/codegen golden";

describe("generates the expected files from each golden spec, byte for byte", () => {
  test.for(readdirSync(GOLDEN))("%s", async (feature) => {
    const folder = await temporaryFolder();
    const spec = join(folder, "specs/acme");
    const out = join(folder, "packages/acme");
    await cp(join(GOLDEN, feature, "spec"), spec, { recursive: true });

    await generate({ spec, out });

    const actual = await readAll(out);
    const expected = join(GOLDEN, feature, "expected");
    if (process.env.UPDATE_GOLDEN === "1") {
      await rm(expected, { recursive: true, force: true });
      await writeAll(expected, actual);
    }
    expect(firstDifference(actual, await readAll(expected))).toBeUndefined();
  });
});

function firstDifference(actual: Files, expected: Files): string | undefined {
  const paths = [...new Set([...Object.keys(actual), ...Object.keys(expected)])].sort();
  const path = paths.find((name) => actual[name] !== expected[name]);
  if (path === undefined) return undefined;
  const [is, expectedLines] = [linesOf(actual[path]), linesOf(expected[path])];
  const line = is.findIndex((text, index) => text !== expectedLines[index]);
  const at = line === -1 ? is.length : line;
  return [
    `${path}:${at + 1} differs`,
    `  is       ${is[at] ?? "(nothing)"}`,
    `  expected ${expectedLines[at] ?? "(nothing)"}`,
    `If this change is intended, run: ${UPDATE}`,
  ].join("\n");
}

function linesOf(text = ""): string[] {
  return text.split("\n");
}
