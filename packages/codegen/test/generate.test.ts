import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readAll, writeAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD, locationOf, specErrorOf, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";
import { generated } from "./helpers/generated.ts";

const GENERATED = [
  "src/generated/schema.ts",
  "src/generated/operations.ts",
  "src/generated/webhooks.ts",
  "src/generated/types.ts",
  "src/generated/credentials.ts",
  "src/generated/provider.ts",
  "src/generated/client.ts",
  "src/generated/index.ts",
  "openapi.json",
  "README.md",
];

test("generates the same bytes in two runs, wherever the spec folder is", async () => {
  expect(await generated(DOCUMENT)).toEqual(await generated(DOCUMENT));
});

test("generates the same sources for another order of operations and security schemes", async () => {
  const scheme = (name: string) =>
    `    ${name}:\n      type: apiKey\n      in: header\n      name: X-${name}\n`;
  const operation = (id: string) =>
    `  /${id}:\n    get:\n      operationId: ${id}\n      responses:\n        "200":\n          description: Fine.\n`;
  const documentOf = (schemes: string[], operations: string[]) =>
    `${HEAD}paths:\n${operations.map(operation).join("")}components:\n  securitySchemes:\n${schemes.map(scheme).join("")}`;

  const one = await generated(documentOf(["a", "b"], ["getX", "getY"]));
  const other = await generated(documentOf(["b", "a"], ["getY", "getX"]));

  // The document itself keeps its order.
  expect({ ...one, "openapi.json": "" }).toEqual({ ...other, "openapi.json": "" });
});

test("writes every file in the first run, and none in the second", async () => {
  const spec = await specFolder(DOCUMENT);
  const out = join(await temporaryFolder(), "not/yet/there");

  expect(await generate({ spec, out })).toEqual({ written: GENERATED, removed: [], warnings: [] });
  expect(await generate({ spec, out })).toEqual({ written: [], removed: [], warnings: [] });
});

test("removes files that are no longer generated from src/generated, and touches nothing else", async () => {
  const spec = await specFolder(DOCUMENT);
  const own = { "package.json": "{}\n", "src/own.ts": "// own\n", "CHANGELOG.md": "# Changes\n" };
  const out = await writeAll(await temporaryFolder(), {
    ...own,
    "src/generated/old.ts": "// old\n",
    "src/generated/deep/old.ts": "// old\n",
  });

  const { removed } = await generate({ spec, out });

  expect(removed).toEqual(["src/generated/deep/old.ts", "src/generated/old.ts"]);
  expect(Object.keys(await readAll(out)).sort()).toEqual(
    [...GENERATED, ...Object.keys(own)].sort(),
  );
  expect(await readAll(out)).toMatchObject(own);
});

describe("with `check`, generate", () => {
  test("reports stale and removed files, and writes nothing", async () => {
    const spec = await specFolder(DOCUMENT);
    const out = await temporaryFolder();
    await generate({ spec, out });
    await writeAll(out, { "src/generated/client.ts": "// edited\n", "src/generated/old.ts": "" });
    await rm(join(out, "openapi.json"));
    const before = await readAll(out);

    const result = await generate({ spec, out, check: true });

    expect(result).toEqual({
      written: ["src/generated/client.ts", "openapi.json"],
      removed: ["src/generated/old.ts"],
      warnings: [],
    });
    expect(await readAll(out)).toEqual(before);
  });

  test("does not create the output folder", async () => {
    const spec = await specFolder(DOCUMENT);
    const out = join(await temporaryFolder(), "acme");

    expect(await generate({ spec, out, check: true })).toEqual({
      written: GENERATED,
      removed: [],
      warnings: [],
    });
    expect(await readAll(join(out, ".."))).toEqual({});
  });
});

test("creates no package folder for a refused spec", async () => {
  const folder = await temporaryFolder();
  const spec = await specFolder("openapi: 3.1.0\n");

  await specErrorOf(generate({ spec, out: join(folder, "acme") }));

  expect(await readAll(folder)).toEqual({});
});

describe("for the README of a package, generate", () => {
  const MARKERS = "<!-- operations: generated, do not edit -->\n<!-- /operations -->";

  test("keeps everything outside the markers", async () => {
    const spec = await specFolder(DOCUMENT);
    const out = await writeAll(await temporaryFolder(), {
      "README.md": `# Acme for Node\n\nIntroduction.\n\n${MARKERS.replace("\n", "\nstale\n")}\n\n## More\n`,
    });

    await generate({ spec, out });

    expect((await readAll(out))["README.md"]).toBe(`# Acme for Node

Introduction.

<!-- operations: generated, do not edit -->

| operation | request | authentication | what it does |
|---|---|---|---|
| \`listUsers\` | \`GET /users\` | none |  |

<!-- /operations -->

## More
`);
  });

  test.for([
    ["has no markers", "# Acme\n"],
    [
      "has the end marker first",
      "<!-- /operations -->\n<!-- operations: generated, do not edit -->\n",
    ],
  ])("refuses one that %s, and writes nothing", async ([, text = ""]) => {
    const spec = await specFolder(DOCUMENT);
    const out = await writeAll(await temporaryFolder(), { "README.md": text });

    const error = await specErrorOf(generate({ spec, out }));

    expect(`${locationOf(error, out)} ${error.message}`).toBe(
      "README.md The README has no markers for the table of operations.",
    );
    expect(error.remedy).toBe(`Put these two lines where the table belongs:\n${MARKERS}`);
    expect(await readAll(out)).toEqual({ "README.md": text });
  });
});
