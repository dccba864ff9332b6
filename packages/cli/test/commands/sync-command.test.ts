import { execFile } from "node:child_process";
import { join } from "node:path";
import { readAll, writeAll } from "@countersign/testing/files";
import { describe, expect, test } from "vitest";
import { type StubResponse, startUpstream } from "../../../upkeep/test/sync/upstream.ts";
import { AFTER, BEFORE, entry, page, vendoredFolder } from "../../../upkeep/test/sync/vendored.ts";
import type { CliRun } from "../helpers/run-cli.ts";

/** Runs the command in a separate process, with its own streams. */
function run(args: readonly string[], cwd: string): Promise<CliRun> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const script = join(import.meta.dirname, "run-sync-command.ts");
  return new Promise((done) => {
    execFile(process.execPath, [script, ...args], { cwd, env }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

/** Creates a workspace with the providers `acme`, whose file comes from a site, and `own`, without vendored files. */
async function workspace(response: StubResponse): Promise<{ cwd: string; origin: string }> {
  const { origin } = await startUpstream({
    "/a.md": response,
    "/b.md": page(BEFORE.replace("post:", "get:")),
    "/llms.txt": "[b](/b.md) [c](/c.md)",
  });
  const part = "the OpenAPI block of the page";
  const folder = await vendoredFolder(
    entry("vendor/a.yaml", { address: `${origin}/a.md`, bytes: BEFORE, part }),
    { "vendor/a.yaml": BEFORE },
  );
  const cwd = join(folder, "../..");
  await writeAll(cwd, { "specs/own/openapi.yaml": BEFORE });
  return { cwd, origin };
}

describe("sync", () => {
  test("lists changed, new and skipped files, and continues with the next provider", async () => {
    const { cwd, origin } = await workspace(page(AFTER));
    const before = await readAll(cwd);
    const text = (verb: string): string => `ok acme ${verb}: 2 files
  vendor/a.yaml (changed)
    POST /inquiries: request body: + email_hint (string)
  vendor/b.yaml (new)
    + GET /inquiries
  vendor/b.yaml is not yet referenced
ok own has no vendored files
`;
    const stderr = `  skipped ${origin}/c.md\n    It responds with status 404.\n`;

    expect(await run(["--dry-run"], cwd)).toEqual({
      code: 0,
      stdout: text("would be updated"),
      stderr,
    });
    expect(await readAll(cwd)).toEqual(before);
    expect(await run([], cwd)).toEqual({ code: 0, stdout: text("updated"), stderr });
    expect(await run(["acme"], cwd)).toEqual({
      code: 0,
      stdout: "ok acme has nothing new\n  vendor/b.yaml is not yet referenced\n",
      stderr,
    });
  });

  test("exits with 1 if a provider fails, after the other providers", async () => {
    const { cwd, origin } = await workspace({ status: 500 });
    expect(await run([], cwd)).toEqual({
      code: 1,
      stdout: "ok own has no vendored files\n",
      stderr: `error acme: specs/acme/source.yaml:4:14: ${origin}/a.md responds with status 500.
  remedy Try again later.
`,
    });
  });

  test("exits with 1 if a page has disappeared", async () => {
    const { cwd, origin } = await workspace({ status: 404 });
    const { code, stderr } = await run(["acme"], cwd);
    expect(code).toBe(1);
    expect(stderr).toContain(`error vendor/a.yaml: ${origin}/a.md has disappeared.
  remedy Find where upstream publishes it now; the file is kept.
`);
  });

  test("prints one document with --json, including failures", async () => {
    const { cwd, origin } = await workspace({ status: 500 });
    const { code, stdout, stderr } = await run(["--json"], cwd);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      dryRun: false,
      providers: [
        {
          name: "acme",
          error: {
            message: `${origin}/a.md responds with status 500.`,
            location: { file: "specs/acme/source.yaml", line: 4, column: 14 },
            remedy: "Try again later.",
          },
        },
        { name: "own", files: [], unreferenced: [], skipped: [], written: [] },
      ],
    });
  });

  test("shows examples with --help", async () => {
    const { stdout } = await run(["--help"], ".");
    expect(stdout).toContain("$ countersign sync paywint inklink --dry-run");
  });
});
