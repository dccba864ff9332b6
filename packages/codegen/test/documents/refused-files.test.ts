import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { readAll, writeAll } from "@countersign/testing/files";
import {
  DOCUMENT,
  HEAD,
  locationOf,
  PATHS,
  specErrorOf,
  specFolder,
} from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { generate } from "../../src/generate/generate.ts";
import { refusal } from "../helpers/generated.ts";

const USERS = `${HEAD}paths:\n  /users:\n    $ref: users.yaml\n`;

describe("refuses a document that is not OpenAPI, at the problem's location", () => {
  test.for([
    [
      "a flow list that is never closed",
      "openapi: 3.1.0\ninfo: [\n",
      "openapi.yaml:3:1 The file is not valid YAML: deficient indentation.",
    ],
    [
      "an unquoted colon",
      "openapi: 3.1.0\ninfo:\n  title: a: b\n",
      "openapi.yaml:3:11 The file is not valid YAML: bad indentation of a mapping entry.",
    ],
    [
      "a duplicate key",
      "openapi: 3.1.0\ninfo: {}\ninfo: {}\n",
      "openapi.yaml:3:1 The file is not valid YAML: duplicated mapping key.",
    ],
    [
      "two YAML documents",
      "openapi: 3.1.0\n---\ninfo: {}\n",
      "openapi.yaml The file is not valid YAML: expected a single document in the stream, but found more.",
    ],
    [
      "very deep nesting",
      `openapi: 3.1.0\nx-deep: ${"[".repeat(1000)}`,
      "openapi.yaml:2:108 The file is not valid YAML: nesting exceeded maxDepth (100).",
    ],
    [
      "very deep nesting, as JSON",
      `{ "openapi": "3.1.0", "x-deep": ${"[".repeat(10_000)}${"]".repeat(10_000)} }`,
      "openapi.yaml:1:131 The file is not valid YAML: nesting exceeded maxDepth (100).",
    ],
    [
      "a duplicate key, as JSON",
      '{ "openapi": "3.1.0", "info": {}, "info": {} }',
      "openapi.yaml:1:36 The file is not valid YAML: duplicated mapping key.",
    ],
    [
      "a key __proto__, as JSON",
      '{ "openapi": "3.1.0", "x-more": { "__proto__": { "a": 1 } } }',
      "openapi.yaml:1:48 A key is called `__proto__`.",
    ],
    [
      "an empty file",
      "",
      "openapi.yaml:1:1 The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "a list",
      "- openapi: 3.1.0\n",
      "openapi.yaml:1:1 The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "another kind of document",
      "asyncapi: 3.0.0\ninfo: {}\n",
      "openapi.yaml:1:1 The file is not an OpenAPI document: it has no `openapi` field.",
    ],
    [
      "Swagger 2",
      'info: {}\nswagger: "2.0"\n',
      "openapi.yaml:2:10 The document is Swagger 2, but OpenAPI 3 is required.",
    ],
    [
      "Swagger 2 with both version fields",
      'swagger: "2.0"\nopenapi: "2.0"\n',
      "openapi.yaml:2:10 The document has an unsupported version, `openapi: 2.0`.",
    ],
    [
      "OpenAPI 4",
      "openapi: 4.0.0\n",
      "openapi.yaml:1:10 The document has an unsupported version, `openapi: 4.0.0`.",
    ],
    [
      "a version as a number",
      "openapi: 3.1\n",
      "openapi.yaml:1:10 The document has an unsupported version, `openapi: 3.1`.",
    ],
    [
      "an alias that contains itself",
      `${DOCUMENT}x-loop: &loop\n  again: *loop\n`,
      "openapi.yaml:15:11 The YAML alias refers to a node that contains it.",
    ],
    [
      "aliases that expand to a billion nodes",
      `${DOCUMENT}x-0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${bomb(9)}`,
      "openapi.yaml:20:10 YAML aliases expand this to more than 5000000 nodes.",
    ],
    [
      "a key __proto__",
      `${DOCUMENT}x-more:\n  __proto__:\n    a: 1\n`,
      "openapi.yaml:16:5 A key is called `__proto__`.",
    ],
  ] as const)("%s", async ([, document, expected]) => {
    expect(await refusal(document)).toBe(expected);
  });
});

test("explains how to convert Swagger 2", async () => {
  const spec = await specFolder('swagger: "2.0"\n');
  const error = await specErrorOf(generate({ spec, out: spec }));
  expect(error.remedy).toContain("npx swagger2openapi <file> --outfile openapi.yaml");
});

/** Returns lines of YAML, each of which is a list of ten times the previous one. */
function bomb(levels: number): string {
  const lines = Array.from({ length: levels }, (_, index) => {
    const aliases = Array.from({ length: 10 }, () => `*a${index}`).join(", ");
    return `x-${index + 1}: &a${index + 1} [${aliases}]\n`;
  });
  return lines.join("");
}

describe("refuses a reference that cannot be followed, at its location", () => {
  test.for([
    [
      "to a missing file",
      { "openapi.yaml": USERS },
      "openapi.yaml:9:11 The reference users.yaml cannot be resolved: there is no such file.",
    ],
    [
      "to a missing node",
      {
        "openapi.yaml": USERS.replace("users.yaml", "users.yaml#/none"),
        "users.yaml": "get: {}\n",
      },
      "openapi.yaml:9:11 The reference users.yaml#/none cannot be resolved: there is nothing at that location.",
    ],
    [
      "to a missing component of the document",
      { "openapi.yaml": USERS.replace("users.yaml", '"#/components/pathItems/Users"') },
      "openapi.yaml:9:11 The reference #/components/pathItems/Users cannot be resolved: there is nothing at that location.",
    ],
    [
      "from a referenced file",
      { "openapi.yaml": USERS, "users.yaml": "get:\n  parameters:\n    - $ref: page.yaml\n" },
      "users.yaml:3:13 The reference page.yaml cannot be resolved: there is no such file.",
    ],
    [
      "to a folder",
      { "openapi.yaml": USERS, "users.yaml/x": "" },
      "openapi.yaml:9:11 The reference users.yaml cannot be resolved: it is a folder.",
    ],
    [
      "to a URL",
      { "openapi.yaml": USERS.replace("users.yaml", "http://127.0.0.1:1/users.yaml") },
      "openapi.yaml:9:11 The reference http://127.0.0.1:1/users.yaml cannot be resolved: it is a URL, and only files are followed.",
    ],
    [
      "to an absolute path",
      { "openapi.yaml": USERS.replace("users.yaml", "/etc/hostname") },
      "openapi.yaml:9:11 The reference /etc/hostname cannot be resolved: it points outside the spec folder.",
    ],
    [
      "out of the spec folder",
      { "openapi.yaml": USERS.replace("users.yaml", "../other/users.yaml") },
      "openapi.yaml:9:11 The reference ../other/users.yaml cannot be resolved: it points outside the spec folder.",
    ],
    [
      "as the value of an example",
      {
        "openapi.yaml": `${DOCUMENT}components:\n  examples:\n    User:\n      externalValue: http://127.0.0.1:1/user.json\n`,
      },
      "openapi.yaml:17:22 The reference http://127.0.0.1:1/user.json cannot be resolved: it is a URL, and only files are followed.",
    ],
    [
      "to itself",
      {
        "openapi.yaml": `${DOCUMENT}components:\n  schemas:\n    A:\n      $ref: "#/components/schemas/A"\n`,
      },
      "openapi.yaml The document cannot be bundled: Self-referencing circular pointer.",
    ],
    [
      "to a file that contains itself",
      {
        "openapi.yaml": USERS,
        "users.yaml":
          "post:\n  operationId: a\n  callbacks:\n    done:\n      '/{$url}':\n        $ref: users.yaml\n",
      },
      "openapi.yaml The document is nested more than 500 levels deep.",
    ],
    [
      "to a file that is not YAML",
      { "openapi.yaml": USERS, "users.yaml": "get:\n  - a\n b: c\n" },
      "users.yaml:3:2 The file is not valid YAML: bad indentation of a mapping entry.",
    ],
    [
      "to a file with a key __proto__",
      { "openapi.yaml": USERS, "users.yaml": "get:\n  __proto__: {}\n" },
      "users.yaml:2:14 A key is called `__proto__`.",
    ],
  ] as const)("%s", async ([, files, expected]) => {
    expect(await refusal({ ...files })).toBe(expected);
  });
});

test("refuses a reference where OpenAPI has none, rather than fetching it later", async () => {
  const stray = `${DOCUMENT}components:\n  more:\n    $ref: http://127.0.0.1:1/more.yaml\n`;
  expect(await refusal(stray)).toBe(
    "openapi.yaml:16:11 The reference http://127.0.0.1:1/more.yaml points outside the bundled document.",
  );
});

describe("refuses a spec folder", () => {
  test("that does not exist, and lists those that do", async () => {
    const parent = await writeAll(await temporaryFolder(), {
      "acme/openapi.yaml": DOCUMENT,
      "beta/openapi.yaml": DOCUMENT,
      "notes/readme.txt": "",
    });
    const error = await specErrorOf(generate({ spec: join(parent, "amce"), out: parent }));
    expect(`${locationOf(error, parent)} ${error.message}`).toBe(
      "amce The spec folder does not exist.",
    );
    expect(error.remedy).toMatch(/^Specify a folder with an openapi\.yaml; in .+: acme, beta\.$/);
  });

  test("without an openapi.yaml", async () => {
    expect(await refusal({ "api.json": "{}" })).toBe(". The folder has no openapi.yaml.");
  });

  test("with an unreadable openapi.yaml", async () => {
    const spec = await specFolder({});
    await mkdir(join(spec, "openapi.yaml"), { recursive: true });
    const error = await specErrorOf(generate({ spec, out: await temporaryFolder() }));
    expect(`${locationOf(error, spec)} ${error.message}`).toBe(
      "openapi.yaml The file cannot be read: it is a folder.",
    );
  });

  test.for(["Acme", "acme_kyc", "-acme", "9lives", "acme--kyc", "class", "create-client"])(
    "called %s",
    async (name) => {
      const spec = await writeAll(join(await temporaryFolder(), name), {
        "openapi.yaml": DOCUMENT,
      });
      const error = await specErrorOf(generate({ spec, out: join(spec, "out") }));
      expect(error.message).toMatch(`"${name}" is not a valid provider name: `);
      expect(basename(error.location.file)).toBe(name);
      expect(await readAll(spec)).toEqual({ "openapi.yaml": DOCUMENT });
    },
  );

  test("but accepts a path with `..`: `../acme` is the folder acme", async () => {
    const parent = await writeAll(await temporaryFolder(), { "acme/openapi.yaml": HEAD + PATHS });
    const { written } = await generate({
      spec: join(parent, "beta/../acme/."),
      out: join(parent, "out"),
    });
    expect(written).toContain("src/generated/provider.ts");
  });
});
