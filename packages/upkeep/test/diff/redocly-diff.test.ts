import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { writeAll } from "@countersign/testing/files";
import { specErrorOf } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { afterEach, describe, expect, test, vi } from "vitest";
import { redoclyDiff } from "../../src/diff/redocly-diff.ts";
import { documentOf, operation } from "./helpers/compared.ts";

const workspace = join(import.meta.dirname, "../../../..");

afterEach(() => {
  vi.unstubAllEnvs();
});

test("redoclyDiff returns breaking changes on the wire and leaves no files behind", async () => {
  const folder = await temporaryFolder();
  vi.stubEnv("TMPDIR", folder);
  // Keeps Redocly from writing its compile cache there.
  vi.stubEnv("NODE_DISABLE_COMPILE_CACHE", "1");
  expect(await redoclyDiff(operation({}), documentOf({}), workspace)).toEqual([
    {
      rule: "path-removed",
      message: "Path `/users` was removed.",
      pointer: "#/paths/~1users",
      path: "#/paths/~1users",
    },
  ]);
  expect(await readdir(folder)).toEqual([]);
});

describe("a stub of Redocly's program", () => {
  /** Creates a workspace whose `redocly` runs the given code. */
  async function installed(code: string): Promise<string> {
    return writeAll(await temporaryFolder(), {
      "package.json": "{}",
      "node_modules/@redocly/cli/package.json": '{ "type": "module" }',
      "node_modules/@redocly/cli/bin/cli.js": code,
    });
  }

  test("runs with telemetry, update checks and notifications off", async () => {
    const root = await installed(`
      const { REDOCLY_TELEMETRY: a, REDOCLY_SUPPRESS_UPDATE_NOTICE: b, REDOCLY_SUPPRESS_NOTIFICATIONS: c } = process.env;
      const verdicts = [{ ruleId: [a, b, c].join(), message: process.argv[2] }];
      console.log(JSON.stringify({ changes: [{ path: "#/", verdicts }] }));
    `);
    expect(await redoclyDiff({}, {}, root)).toEqual([
      { rule: "off,true,true", message: "diff", pointer: "#/", path: "#/" },
    ]);
  });

  test.for([
    ["prints no JSON", "console.log('hello')", ""],
    ["prints another report", "console.log('{}')", ""],
    ["fails", "console.error('It broke\\nbadly'); process.exit(3)", ": It broke"],
  ])("is reported when it %s", async ([, code = "", reason = ""]) => {
    const root = await installed(code);
    const error = await specErrorOf(redoclyDiff({}, {}, root));
    expect(error.message).toBe(`\`redocly diff\` printed no report${reason}.`);
    expect(error.remedy).toMatch(/^Install the version that is known to work: @redocly\/cli@/);
  });
});
