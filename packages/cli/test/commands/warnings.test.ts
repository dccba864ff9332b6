import { writeAll } from "@countersign/testing/files";
import { DOCUMENT } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { hasTerminal, onTerminal } from "../helpers/on-terminal.ts";
import { type CliRun, runCli } from "../helpers/run-cli.ts";

const LINKED = DOCUMENT.replace(
  "responses:",
  "externalDocs: { url: /docs/users }\n      responses:",
);

const WARNING = `warning specs/acme/openapi.yaml:11:28: The documentation link "/docs/users" is not an http or https URL, and is omitted.
  at     #/paths/~1users/get/externalDocs/url
  remedy Write complete URLs. Only comments lack the links.
`;

async function run(args: readonly string[], document = LINKED): Promise<CliRun> {
  const files = {
    "package.json": '{ "name": "team", "private": true }',
    "redocly.yaml": "rules: {}\n",
    "specs/acme/openapi.yaml": document,
    "upstream.yaml": document,
  };
  return runCli(args, { cwd: await writeAll(await temporaryFolder(), files) });
}

describe("a warning about the document goes to stderr, and fails nothing", () => {
  const generate = ["generate", "specs/acme", "--out", "out"];

  test("in generate with --out", async () => {
    expect(await run(generate)).toMatchObject({ code: 0, stderr: WARNING });
  });

  test("in generate", async () => {
    expect(await run(["generate"])).toMatchObject({ code: 0, stderr: WARNING });
  });

  test("in lint", async () => {
    expect(await run(["lint", "specs/acme"])).toEqual({
      code: 0,
      stdout: "ok specs/acme has no problems\n",
      stderr: WARNING,
    });
  });

  test("in add", async () => {
    const { code, stderr } = await run(["add", "other", "upstream.yaml", "--yes"]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: WARNING.replace("specs/acme/openapi.yaml", "upstream.yaml"),
    });
  });

  test.for([
    ["generate", generate],
    ["add", ["add", "other", "upstream.yaml"]],
  ] as const)("but is data in %s with --json", async ([, args]) => {
    const { code, stdout, stderr } = await run([...args, "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect([JSON.parse(stdout)].flat()).toMatchObject([
      {
        warnings: [
          {
            message:
              'The documentation link "/docs/users" is not an http or https URL, and is omitted.',
            location: { line: 11, column: 28, pointer: "#/paths/~1users/get/externalDocs/url" },
            remedy: "Write complete URLs. Only comments lack the links.",
          },
        ],
      },
    ]);
  });

  test.skipIf(!hasTerminal)("in yellow on a terminal", async () => {
    const files = { "specs/acme/openapi.yaml": LINKED };
    const cwd = await writeAll(await temporaryFolder(), files);
    const shown = await onTerminal("generate specs/acme --out out", cwd);
    expect(shown).toContain("\u001b[33mwarning\u001b[39m specs/acme/openapi.yaml:11:28: ");
  });
});

test("lint reports what generate refuses and no rule finds", async () => {
  const document = LINKED.replace("https://api.acme.test", "http://api.acme.test");
  const { code, stderr } = await run(["lint", "specs/acme"], document);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^error specs\/acme\/openapi\.yaml:6:10: The server URL http:\/\/api\.acme\.test cannot be used/,
  );
});

test("all problems of a refused document are printed", async () => {
  const document = LINKED.replace("https://api.acme.test", "http://api.acme.test").replace(
    "listUsers",
    "5",
  );
  expect(await run(["generate"], document)).toEqual({
    code: 1,
    stdout: "",
    stderr: `error The spec has 2 problems.
specs/acme/openapi.yaml:6:10: The server URL http://api.acme.test cannot be used as a base URL.
  at     #/servers/0/url
  remedy Use an absolute https URL without a query, fragment or user name.
specs/acme/openapi.yaml:10:20: This must be a string.
  at     #/paths/~1users/get/operationId
  remedy Write a string; quote it if it looks like a number.
`,
  });
});
