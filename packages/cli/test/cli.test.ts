import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { hasTerminal, onTerminal } from "./helpers/on-terminal.ts";
import { type CliRun, runCli } from "./helpers/run-cli.ts";

/** Creates a workspace with the spec `specs/acme`. A string becomes its openapi.yaml. */
async function workspace(spec: string | Files = DOCUMENT): Promise<string> {
  const files = typeof spec === "string" ? { "openapi.yaml": spec } : spec;
  return writeAll(
    await temporaryFolder(),
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`specs/acme/${path}`, text])),
  );
}

const GENERATE = ["generate", "specs/acme", "--out", "packages/acme"];

describe("generate", () => {
  test("lists what it writes, and says when everything is up to date", async () => {
    const cwd = await workspace();
    expect(await runCli(GENERATE, { cwd })).toEqual({
      code: 0,
      stdout: `ok packages/acme updated
  src/generated/schema.ts
  src/generated/operations.ts
  src/generated/webhooks.ts
  src/generated/types.ts
  src/generated/credentials.ts
  src/generated/provider.ts
  src/generated/client.ts
  src/generated/index.ts
  openapi.json
  README.md
`,
      stderr: "",
    });
    expect(await runCli(GENERATE, { cwd })).toEqual({
      code: 0,
      stdout: "ok packages/acme is up to date\n",
      stderr: "",
    });
  });

  test("lists stale and removed files with --check, writes nothing and exits with 1", async () => {
    const cwd = await workspace();
    await runCli(GENERATE, { cwd });
    await writeAll(cwd, {
      "packages/acme/openapi.json": "{}",
      "packages/acme/src/generated/old.ts": "",
    });
    const before = await readAll(cwd);

    expect(await runCli([...GENERATE, "--check"], { cwd })).toEqual({
      code: 1,
      stdout: "",
      stderr: `error stale files in packages/acme
  openapi.json
  src/generated/old.ts (removed)
  remedy Run \`generate\` without --check and commit the result.
`,
    });
    expect(await readAll(cwd)).toEqual(before);
  });

  test("prints location, problem and remedy of a rejected spec to stderr only", async () => {
    const cwd = await workspace(DOCUMENT.replace("/users:", "/a b:"));
    const before = await readAll(cwd);

    expect(await runCli(GENERATE, { cwd })).toEqual({
      code: 1,
      stdout: "",
      stderr: `error specs/acme/openapi.yaml:9:5: "/a b" is not a valid path.
  at     #/paths/~1a b
  remedy Start it with a slash, and use no white space, backslash or second question mark.
`,
    });
    expect(await readAll(cwd)).toEqual(before);
  });
});

/** Expects one message with its remedy, and no stack. */
function expectRejection({ code, stdout, stderr }: CliRun, message: string): void {
  expect(stderr.split("\n")[0]).toBe(`error ${message}`);
  expect(stderr).toMatch(/\n {2}remedy .+\n$/);
  expect(stderr).not.toMatch(/^ +at .*:\d+:\d+\)?$/m);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
}

const USERS = `${HEAD}paths:\n  /users:\n    $ref: users.yaml\n`;

describe("bad input of any kind produces one message", () => {
  test.concurrent.for([
    [
      "invalid YAML",
      { "openapi.yaml": "openapi: [\n" },
      "specs/acme/openapi.yaml:2:1: The file is not valid YAML: deficient indentation.",
    ],
    [
      "invalid YAML in a referenced file",
      { "openapi.yaml": USERS, "users.yaml": "get: [\n" },
      "specs/acme/users.yaml:2:1: The file is not valid YAML: deficient indentation.",
    ],
    [
      "an unreadable file",
      { "openapi.yaml/x": "" },
      "specs/acme/openapi.yaml: The file cannot be read: it is a folder.",
    ],
    [
      "a broken reference",
      { "openapi.yaml": USERS },
      "specs/acme/openapi.yaml:9:11: The reference users.yaml cannot be resolved: there is no such file.",
    ],
    [
      "another kind of document",
      { "openapi.yaml": 'swagger: "2.0"\n' },
      "specs/acme/openapi.yaml:1:10: The document is Swagger 2, but OpenAPI 3 is required.",
    ],
    [
      "an overlay that matches nothing",
      {
        "openapi.yaml": DOCUMENT,
        "overlay.yaml":
          "overlay: 1.0.0\nactions:\n  - target: $.none\n    description: because\n    remove: true\n",
      },
      "specs/acme/overlay.yaml:3:5: The overlay action on $.none matches nothing.",
    ],
    [
      "an unknown vocabulary extension",
      { "openapi.yaml": `${DOCUMENT}x-countersign-foo: 1\n` },
      "specs/acme/openapi.yaml:14:20: `x-countersign-foo` is not a word of the vocabulary for the document.",
    ],
    [
      "a file without provenance",
      { "openapi.yaml": DOCUMENT, "source.yaml": "files: {}\n" },
      "specs/acme/source.yaml:1:8: source.yaml has no entry for openapi.yaml.",
    ],
  ] as const)("%s", async ([, files, message]) => {
    const cwd = await workspace({ ...files });
    const before = await readAll(cwd);
    expectRejection(await runCli(GENERATE, { cwd }), message);
    expect(await readAll(cwd)).toEqual(before);
  });

  test("an unknown provider, with a list of the known ones", async () => {
    const cwd = await workspace();
    expect(await runCli(["generate", "specs/amce", "--out", "out"], { cwd })).toEqual({
      code: 1,
      stdout: "",
      stderr: `error specs/amce: The spec folder does not exist.
  remedy Specify a folder with an openapi.yaml; in specs: acme.
`,
    });
  });

  test("an output folder that is a file", async () => {
    const cwd = await writeAll(await workspace(), { "packages/acme": "" });
    const { code, stdout, stderr } = await runCli(GENERATE, { cwd });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^error (EEXIST|ENOTDIR): .+\n$/);
  });

  test("a spec folder in place of a provider's name", async () => {
    const { code, stdout, stderr } = await runCli(["generate", "specs/acme"], {
      cwd: await workspace(),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toBe(
      'error specs: There is no spec called "specs/acme".\n  remedy Choose one of: acme.\n',
    );
  });

  test("two specs for one package", async () => {
    const { code, stderr } = await runCli(["generate", "a", "b", "--out", "c"], {
      cwd: await workspace(),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: --out requires exactly one spec folder\n/);
  });
});

describe("lint", () => {
  test("prints the problems to stdout and their number to stderr, and exits with 1", async () => {
    const cwd = await writeAll(await workspace(), {
      "redocly.yaml": "rules:\n  info-license: error\n",
    });
    const { code, stdout, stderr } = await runCli(["lint", "specs/acme"], { cwd });
    expect(stdout).toContain("[1] specs/acme/openapi.yaml:2:1 at #/info");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "error specs/acme has 1 problem\n" });
  });

  test("says when there are no problems", async () => {
    const cwd = await writeAll(await workspace(), { "redocly.yaml": "rules: {}\n" });
    expect(await runCli(["lint", "specs/acme"], { cwd })).toEqual({
      code: 0,
      stdout: "ok specs/acme has no problems\n",
      stderr: "",
    });
  });

  test("uses colours only if they are requested", async () => {
    const cwd = await workspace();
    const plain = await runCli(["lint", "specs/acme"], { cwd });
    const colored = await runCli(["lint", "specs/acme"], { cwd, env: { FORCE_COLOR: "1" } });
    const control = String.fromCharCode(27);
    expect(plain.stdout + plain.stderr).not.toContain(control);
    expect(colored.stdout).toContain(control);
    expect(colored.stderr).toContain(control);
  });
});

describe.skipIf(!hasTerminal)("on a terminal", () => {
  const GREEN = "\u001b[32mok\u001b[39m";
  const CLEARED = "\r\u001b[K";

  test.concurrent.for([
    ["generate", "generate", `\r\u001b[Kgenerating acme${CLEARED}${GREEN} packages/providers/acme`],
    [
      "generate --out",
      "generate specs/acme --out out",
      `\r\u001b[Kgenerating specs/acme${CLEARED}${GREEN} out updated`,
    ],
    ["lint", "lint specs/acme", `\r\u001b[Klinting specs/acme${CLEARED}`],
  ] as const)("%s shows its progress and then its result in colour", async ([, command, shown]) => {
    expect(await onTerminal(command, await workspace())).toContain(shown);
  });

  test("an error is shown in red", async () => {
    const shown = await onTerminal("generate specs/amce --out out", await workspace());
    expect(shown).toContain(
      `${CLEARED}\u001b[31merror\u001b[39m specs/amce: The spec folder does not exist`,
    );
  });
});

test("wire writes a package's entries", async () => {
  const cwd = await writeAll(await temporaryFolder(), {
    "facade/package.json": '{ "dependencies": { "@acme/alpha": "1.0.0" } }',
    "facade/node_modules/@acme/alpha/package.json": "{}",
    "facade/node_modules/@acme/alpha/openapi.json": JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Alpha", version: "1" },
      paths: { "/users": { get: { responses: {} } } },
    }),
  });
  const run = await runCli(["wire", "facade", "--emit", "entries"], { cwd });
  expect(run).toEqual({
    code: 0,
    stdout: "ok facade updated\n  src/providers/alpha.ts\n",
    stderr: "",
  });
});

describe("--help shows usage and examples", () => {
  test.concurrent.for([
    [[], "Usage: countersign [options] [command]"],
    [["generate"], "$ countersign generate specs/acme --out packages/acme"],
    [["lint"], "$ countersign lint specs/paywint"],
    [["sync"], "$ countersign sync paywint inklink --dry-run"],
    [["diff"], "$ countersign diff persona --since main"],
    [["changeset"], "$ countersign changeset"],
    [["wire"], "$ countersign wire packages/countersign --emit entries"],
  ] as const)("%j", async ([command, expected]) => {
    const run = await runCli([...command, "--help"], { cwd: import.meta.dirname });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(expected);
  });
});

describe("samples and postman", () => {
  test("write an overlay and a collection, and report stale files", async () => {
    const cwd = await workspace();
    const samples = ["samples", "specs/acme", "--package", "@acme/client", "--out", "out/s.json"];
    const postman = ["postman", "specs/acme", "--out", "out/p.json"];
    for (const [command, file] of [
      [samples, "s.json"],
      [postman, "p.json"],
    ] as const) {
      const written = `ok out updated\n  ${file}\n`;
      expect(await runCli(command, { cwd })).toEqual({ code: 0, stdout: written, stderr: "" });
      const again = { code: 0, stdout: "ok out is up to date\n", stderr: "" };
      expect(await runCli([...command, "--check"], { cwd })).toEqual(again);
    }
    const files = await readAll(cwd);
    expect(JSON.parse(files["out/s.json"] ?? "")).toMatchObject({
      overlay: "1.0.0",
      actions: [{ target: "$.paths['/users'].get" }],
    });
    expect(JSON.parse(files["out/p.json"] ?? "")).toMatchObject({ item: [{ name: "listUsers" }] });

    await writeAll(cwd, { "out/s.json": "{}" });
    expect(await runCli([...samples, "--check"], { cwd })).toMatchObject({ code: 1, stdout: "" });
  });

  test("reject a spec with location and remedy, and write nothing", async () => {
    const cwd = await workspace(
      DOCUMENT.replace(
        "responses:",
        "parameters: [{ name: a, in: query, required: true }]\n      responses:",
      ),
    );
    for (const command of [["samples", "--package", "x"], ["postman"]]) {
      const [name = "", ...rest] = command;
      const run = await runCli([name, "specs/acme", ...rest, "--out", "out.json"], { cwd });
      expect(run.code).toBe(1);
      expect(run.stderr).toContain("specs/acme/openapi.yaml:11:");
      expect(run.stderr).toContain("The required parameter a has no example.");
    }
    expect(await readAll(cwd)).not.toHaveProperty("out.json");
  });
});
