import { jsonPath, quoted } from "@countersign/spec/json";
import { parseText } from "@countersign/spec/source";
import { writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { emitOverlay } from "../../src/add/emit-overlay.ts";
import {
  formattedAssignment,
  formattedJsonList,
  formattedList,
} from "../../src/add/format-code.ts";
import { lintBaseline } from "../../src/add/lint-baseline.ts";
import { proposeOverlay } from "../../src/add/propose-overlay.ts";
import { sensitiveProperties } from "../../src/add/sensitive-properties.ts";
import { yamlFlow, yamlScalar } from "../../src/add/to-yaml.ts";
import { wiredPackages, withDependency } from "../../src/add/wired-packages.ts";

describe("a string written as YAML", () => {
  test.for([
    "plain words",
    "",
    " ",
    "yes",
    "null",
    "12",
    "2026-11-20",
    "- item",
    "a: b",
    "a #b",
    "it's",
    '"quoted"',
    "*alias",
    "&anchor",
    "!tag",
    "%directive",
    "@at",
    "`tick",
    "{a",
    "back\\slash",
    "line\nbreak\r\n",
    "tab\t",
    "\u0000\u001b[31m\u007f\u0085\u00a0",
    "\u2028\u2029\ufeff\u202e",
    "日本 \u{1f600}",
    "...",
    "---",
  ])("parses to the same string: %j", (text) => {
    const yaml = `a:\n  - ${yamlScalar(text)}\n  - ${yamlFlow({ [text]: [text] })}\n`;
    expect(parseText(yaml, "a.yaml").parsed).toEqual({ a: [text, { [text]: [text] }] });
    expect(yaml).toMatch(/^[\P{C}\n]*$/u);
  });
});

test("jsonPath quotes keys of any kind", () => {
  expect(jsonPath(["paths", "/users/{id}", "get", 0])).toBe("$.paths['/users/{id}'].get[0]");
  expect(quoted("it's")).toBe('"it\'s"');
  expect(quoted('a\\b"\n')).toBe('"a\\\\b\\"\\n"');
});

describe("code is formatted as Biome does", () => {
  test("puts a value that is too long on its own line", () => {
    expect(formattedAssignment("const a =", '"b"', ";")).toBe('const a = "b";');
    const long = `"${"x".repeat(100)}"`;
    expect(formattedAssignment("const a =", long, ";")).toBe(`const a =\n  ${long};`);
  });

  test("puts each item of a list that is too long on its own line", () => {
    const long = "x".repeat(60);
    expect(formattedList("  f(", ["a"], ");")).toBe('  f(["a"]);');
    expect(formattedList("  f(", ["a", long, long], ");")).toBe(
      `  f([\n    "a",\n    "${long}",\n    "${long}",\n  ]);`,
    );
    expect(formattedJsonList("  ", [long, long])).toBe(`  [\n    "${long}",\n    "${long}"\n  ]`);
  });
});

describe("adding a dependency to a package.json", () => {
  const add = (text: string) => withDependency(text, { name: "@x/b", version: "workspace:^" });

  test("inserts it in sorted order and changes nothing else", () => {
    const text =
      '{\n    "a": [1, 2],\n    "dependencies": {\n        "@x/a": "1",\n        "@x/c": "1"\n    },\n    "z": {}\n}';
    expect(add(text)).toBe(text.replace('"@x/c"', '"@x/b": "workspace:^",\n        "@x/c"'));
  });

  test("appends it as the last one, with the file's line endings", () => {
    const text = '{\r\n  "dependencies": {\r\n    "@x/a": "1"\r\n  }\r\n}\r\n';
    expect(add(text)).toBe(text.replace('"1"', '"1",\r\n    "@x/b": "workspace:^"'));
  });

  test("creates or reformats the dependencies if it has to", () => {
    const expected = '{\n  "name": "y",\n  "dependencies": {\n    "@x/b": "workspace:^"\n  }\n}\n';
    expect(add('{\n  "name": "y"\n}\n')).toBe(expected);
    expect(add('{"name": "y", "dependencies": {}}')).toBe(expected);
  });

  test("selects packages with a script that wires, and uses the version range of its peers", () => {
    const manifest = {
      name: "facade",
      scripts: { generate: "countersign wire . --emit entries" },
      dependencies: { "@x/a": "workspace:*" },
    };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const other = { file: "/o/package.json", text: "{}", manifest: { name: "o" } };
    expect(
      wiredPackages([{ file: "/f/package.json", text, manifest }, other], {
        name: "@x/b",
        peers: ["@x/a"],
      }),
    ).toEqual([
      {
        name: "facade",
        file: "/f/package.json",
        text: text.replace('"workspace:*"', '"workspace:*",\n    "@x/b": "workspace:*"'),
        hasWiredFiles: true,
        hasEntries: true,
      },
    ]);
  });

  test("selects packages that declare that they depend on every provider", () => {
    const manifest = { name: "site", countersign: { dependsOnEveryProvider: true } };
    const text = `${JSON.stringify(manifest, null, 2)}\n`;
    const [wired] = wiredPackages([{ file: "/s/package.json", text, manifest }], {
      name: "@x/b",
      peers: ["@x/a"],
    });
    expect(wired).toMatchObject({ name: "site", hasWiredFiles: false, hasEntries: false });
    expect(JSON.parse(wired?.text ?? "").dependencies).toEqual({ "@x/b": "workspace:^" });
  });
});

describe("the linter's ignore file", () => {
  const problems = [
    { rule: "info-license", message: "m", pointer: "#/info" },
    { rule: "a/b", message: "m", pointer: "#/paths/~1a" },
    { rule: "a/b", message: "n", pointer: "#/paths/~1a" },
    { rule: "a/b", message: "n", pointer: undefined },
  ];
  const files = ["specs/acme/openapi.yaml", "packages/acme/openapi.json"] as const;
  const entry = { "a/b": ["#/paths/~1a"], "info-license": ["#/info"] };
  const both = { [files[0]]: entry, [files[1]]: entry };

  test("lists each problem once, for the spec and for the package's copy", async () => {
    const text = lintBaseline(problems, { folder: await temporaryFolder(), files });
    expect(parseText(text, "ignore.yaml").parsed).toEqual(both);
  });

  test("keeps the entries of other providers, and drops old ones of the same name", async () => {
    const own = "# Ours.\nspecs/zeta/openapi.yaml:\n  x:\n    - '#/a: b'\n";
    const old = `specs/acme/openapi.yaml:\n  old:\n    - '#/x'\n"packages/acme/openapi.json":\n  old: []\n`;
    const folder = await writeAll(await temporaryFolder(), {
      ".redocly.lint-ignore.yaml": `${old}${own}`,
    });
    const text = lintBaseline(problems, { folder, files });
    expect(text).toContain(own);
    expect(parseText(text, "ignore.yaml").parsed).toEqual({
      ...both,
      "specs/zeta/openapi.yaml": { x: ["#/a: b"] },
    });
  });
});

test("fields with personal names are found in schemas, and not in data", () => {
  const schema = {
    properties: {
      email: { type: "string", example: { properties: { email: { type: "string" } } } },
      properties: { properties: { SSN: { type: "string" }, city: {} } },
      phone: { $ref: "#/components/schemas/Phone" },
      iban: { type: "string", "x-countersign-sensitive": true },
      items: { type: "array", items: { properties: { first_name: { type: "string" } } } },
    },
  };
  const at = ["components", "schemas", "example"];
  expect(sensitiveProperties({ components: { schemas: { example: schema } } })).toEqual([
    { keys: [...at, "properties"], names: ["email"] },
    { keys: [...at, "properties", "properties", "properties"], names: ["SSN"] },
    { keys: [...at, "properties", "items", "items", "properties"], names: ["first_name"] },
  ]);
});

describe("a proposed overlay", () => {
  const document = {
    servers: [{ url: "https://a.example" }, { url: "https://a.example" }],
    paths: { "/a": { get: { operationId: "getA", responses: {} } } },
    components: {
      securitySchemes: {
        sign: { type: "apiKey", in: "header", name: "X-Signature", description: "\u001b[31m" },
        "red\u001b[31m": { type: "http", scheme: "bearer" },
      },
    },
  };

  test("has decisions at the lines of their actions, without control characters", () => {
    const actions = proposeOverlay("acme", document);
    const { text, decisions } = emitOverlay(actions, { title: "Acme", file: "overlay.yaml" });
    const lines = text.split("\n");
    expect(decisions.map(({ line = 0, message }) => [lines[line - 1]?.trim(), message])).toEqual([
      [
        "- target: $.components.securitySchemes.sign",
        expect.stringContaining("looks like a computed signature"),
      ],
      [
        '- target: "$.components.securitySchemes[\\"red\\\\u001b[31m\\"]"',
        expect.stringContaining('The client\'s option for "red\\u001b[31m" is called'),
      ],
      ["- target: $.servers[0]", expect.stringContaining('is called "server"')],
      ["- target: $.servers[1]", expect.stringContaining('is called "server2"')],
      [
        expect.stringContaining("!@.security"),
        "1 operation says nothing about credentials, so its requests carry none. Name the scheme that they need.",
      ],
      [
        "- target: $.paths.*['get','put','post','delete','options','head','patch']",
        expect.stringContaining("fully established"),
      ],
    ]);
    expect(parseText(text, "overlay.yaml").parsed).toMatchObject({
      actions: actions.map(({ target }) => ({ target })),
    });
  });

  test("removes servers without TLS at every level", () => {
    const plain = [{ url: "http://a.example" }, { url: "https://a.example" }];
    const actions = proposeOverlay("acme", {
      servers: plain,
      paths: { "/a": { servers: plain, get: { operationId: "getA", servers: plain } } },
    });
    expect(actions.filter(({ update }) => update === undefined)).toMatchObject([
      { target: "$.servers[?@.url == 'http://a.example']" },
      { target: "$.paths.*.servers[?@.url == 'http://a.example']" },
      { target: "$.paths.*.*.servers[?@.url == 'http://a.example']" },
    ]);
  });

  test("is empty for a document that needs nothing", () => {
    const complete = {
      servers: [{ url: "https://a.example", "x-countersign-environment": "production" }],
      paths: {},
      components: { securitySchemes: {} },
    };
    expect(proposeOverlay("acme", complete)).toEqual([]);
    const { text } = emitOverlay([], { title: "Acme", file: "overlay.yaml" });
    expect(parseText(text, "overlay.yaml").parsed).toMatchObject({ actions: [] });
  });
});
