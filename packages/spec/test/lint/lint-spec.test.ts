import { join } from "node:path";
import { writeAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD, locationOf, specErrorOf, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { lintSpec } from "../../src/lint/lint-spec.ts";
import { printedBy } from "../helpers/printed-by.ts";

const ROOT = join(import.meta.dirname, "../../../..");

describe("finds no problems in the specs of this repository", () => {
  test.for(["inklink", "p100", "paywint", "persona", "qash"])("%s", async (provider) => {
    expect(await lintSpec(join(ROOT, "specs", provider))).toEqual({ problems: 0, warnings: [] });
  });
});

test("applies Redocly's strict rules and Countersign's if there is no redocly.yaml", async () => {
  const spec = await specFolder(DOCUMENT);
  const printed = await printedBy(async () =>
    expect((await lintSpec(spec)).problems).toBeGreaterThan(1),
  );
  expect(printed).toContain("info-license");
  expect(printed).toContain("countersign/operation-security-stated");
});

test("applies the rules of the nearest redocly.yaml above the folder", async () => {
  const folder = await writeAll(await temporaryFolder(), {
    "redocly.yaml": "rules:\n  info-license: error\n",
    "specs/acme/openapi.yaml": DOCUMENT,
  });
  const printed = await printedBy(async () =>
    expect(await lintSpec(join(folder, "specs/acme"))).toMatchObject({ problems: 1 }),
  );
  expect(printed).toContain("specs/acme/openapi.yaml:2:1");
  expect(printed).toContain("info-license");
});

test("counts warnings as problems", async () => {
  const folder = await writeAll(await temporaryFolder(), {
    "redocly.yaml": "rules:\n  info-license: warn\n",
    "acme/openapi.yaml": DOCUMENT,
  });
  await printedBy(async () =>
    expect(await lintSpec(join(folder, "acme"))).toMatchObject({ problems: 1 }),
  );
});

test("prints a problem where it is written: in a file or in the overlay", async () => {
  const folder = await writeAll(await temporaryFolder(), {
    "redocly.yaml": "rules:\n  operation-summary: error\n  operation-tag-defined: error\n",
    "acme/openapi.yaml": `${HEAD}paths:\n  /users:\n    $ref: vendor/users.yaml\n`,
    "acme/vendor/users.yaml": "get:\n  operationId: listUsers\n  responses: {}\n",
    "acme/overlay.yaml": `overlay: 1.0.0
actions:
  - target: $.paths['/users'].get
    description: A tag that nothing declares.
    update:
      tags: [users]
`,
  });
  const printed = await printedBy(async () =>
    expect(await lintSpec(join(folder, "acme"))).toMatchObject({ problems: 2 }),
  );
  expect(printed).toContain("acme/vendor/users.yaml:1:1");
  expect(printed).toContain("acme/overlay.yaml:6:14");
});

test("prints no colours by default", async () => {
  const spec = await specFolder(DOCUMENT);
  const printed = await printedBy(() => lintSpec(spec));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test looks for the escape character.
  expect(printed).not.toMatch(/\u001b\[/);
});

test("prints no control characters of the document, in messages, pointers and suggestions", async () => {
  const spec = await specFolder(`${HEAD}paths:
  "/a\\e[2J":
    get:
      operationId: "list\\e[31m"
      "field\\e]0;title\\a": 1
      responses:
        "200":
          description: Fine.
          content: { application/json: { schema: { enum: ["a\\e[31m"] }, example: b } }
`);
  const printed = await printedBy(() => lintSpec(spec));
  expect(printed).toContain("list\\u001b[31m");
  expect(printed).toContain("Did you mean: a\\u001b[31m");
  expect(printed).toContain("#/paths/~1a\\u001b[2J/get");
  expect(printed).toMatch(/^[\P{Cc}\n]*$/u);
});

test("refuses a spec that cannot be read", async () => {
  const spec = await specFolder("openapi: [\n");
  const error = await specErrorOf(lintSpec(spec));
  expect(locationOf(error, spec)).toBe("openapi.yaml:2:1");
});

describe("ignores the problems that an ignore file lists", () => {
  const ignoring = (document: string) => `${document}:\n  info-license:\n    - "#/info"\n`;
  const lintsTo = async (folder: string, count: number) => {
    const printed = await printedBy(async () =>
      expect(await lintSpec(join(folder, "specs/acme"))).toMatchObject({ problems: count }),
    );
    expect(printed.includes("info-license")).toBe(count > 0);
  };

  test("without a redocly.yaml", async () => {
    const folder = await writeAll(await temporaryFolder(), { "specs/acme/openapi.yaml": DOCUMENT });
    const before = await lintSpecSilently(join(folder, "specs/acme"));
    await writeAll(folder, { ".redocly.lint-ignore.yaml": ignoring("specs/acme/openapi.yaml") });
    expect(await lintSpecSilently(join(folder, "specs/acme"))).toBe(before - 1);
  });

  test("below a redocly.yaml of an outer folder, and beside one", async () => {
    const folder = await writeAll(await temporaryFolder(), {
      "redocly.yaml": "rules:\n  info-license: error\n",
      "team/specs/acme/openapi.yaml": DOCUMENT,
    });
    await lintsTo(join(folder, "team"), 1);
    const inner = { "team/.redocly.lint-ignore.yaml": ignoring("specs/acme/openapi.yaml") };
    await writeAll(folder, inner);
    await lintsTo(join(folder, "team"), 0);
    await writeAll(folder, {
      "team/.redocly.lint-ignore.yaml": "",
      ".redocly.lint-ignore.yaml": ignoring("team/specs/acme/openapi.yaml"),
    });
    await lintsTo(join(folder, "team"), 0);
  });
});

async function lintSpecSilently(folder: string): Promise<number> {
  let count = 0;
  await printedBy(async () => {
    count = (await lintSpec(folder)).problems;
  });
  return count;
}
