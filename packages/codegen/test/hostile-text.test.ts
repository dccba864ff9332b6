import type { Files } from "@countersign/testing/files";
import { DOCUMENT } from "@countersign/testing/spec";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "./helpers/generated.ts";

/** Code that a template literal would run. Split, because a linter takes it for a misplaced template literal. */
const PLACEHOLDER = ["$", "{evil()}"].join("");

/** Text that could end a comment, a string, a template, a script, a table cell or a marker. */
const HOSTILE = [
  "*/ export const evil = 1; /*",
  "`; evil(); `",
  PLACEHOLDER,
  `"; evil(); "`,
  "'; evil(); '",
  "\\",
  "one\ntwo\r\nthree\rfour",
  "one\u2028@deprecated two\u2029three",
  "</script><script>evil()</script>",
  "@deprecated at the start",
  "@deprecated",
  "in the middle @deprecated of a line",
  "text\n  @deprecated after a line break",
  "text\n * @deprecated after an asterisk",
  "text\n\u200b@deprecated after a zero-width space",
  "-->",
  "a | b \\| c",
  "<!-- /operations -->",
  "<!-- operations: generated, do not edit -->",
  "[link](javascript:evil()) ![image](https://evil.test/x.png)",
  "__proto__",
  "constructor",
  "// evil",
  "{@link https://evil.test}",
] as const;

/** A document with a text in every location for free text. */
function documentOf(text: string): string {
  const named = /^[A-Za-z]/.test(text) ? text : `a${text}`;
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: text, version: text, description: text },
    servers: [{ url: "https://api.acme.test", description: text }],
    security: [{ key: [] }],
    tags: [{ name: text, description: text }],
    paths: {
      "/users/{id}": {
        summary: text,
        description: text,
        get: {
          operationId: "getUser",
          summary: text,
          description: text,
          tags: [text],
          parameters: [{ in: "path", name: "id", required: true, schema: { type: "string" } }],
          externalDocs: { url: `https://docs.acme.test/${text}` },
          responses: {
            "200": {
              description: text,
              headers: { [named]: { description: text, schema: { type: "string" } } },
              content: { "application/json": { schema: { $ref: "#/components/schemas/User" } } },
            },
          },
        },
        post: { operationId: "postUser", summary: `${text}\n${text}`, responses: {} },
      },
    },
    components: {
      securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key", description: text } },
      schemas: {
        User: {
          title: text,
          description: text,
          properties: {
            ...(text !== "__proto__" && { [text]: { type: "string", description: text } }),
            listed: { enum: [text], example: text, examples: [text, { a: text }] },
            constant: { const: text },
            growing: { type: "string", "x-extensible-enum": [text], default: text },
          },
        },
      },
    },
  });
}

describe("keeps hostile text as text, wherever it is in a document", () => {
  test.for(HOSTILE)("%j", async (text) => {
    const files = await generated(documentOf(text));
    for (const [path, source] of Object.entries(files).filter(([name]) => name.endsWith(".ts"))) {
      expect(statements(path, source)).toEqual(STATEMENTS[path]);
      expect(source).not.toMatch(/[\u2028\u2029]/);
      // No text can deprecate anything.
      expect(deprecated(path, source)).toEqual([]);
    }
    expect(markers(files)).toBe(2);
    expect(tableRows(files)).toBe(4);
    expect(await generated(documentOf(text))).toEqual(files);
  });
});

test("marks an operation that is really deprecated", async () => {
  const document = documentOf("text").replace('"getUser"', '"getUser","deprecated":true');
  const files = await generated(document);
  expect(deprecated("operations.ts", files["src/generated/operations.ts"] ?? "")).toEqual([
    "getUser",
  ]);
});

test("keeps enums, constants and property names verbatim", async () => {
  const text = `"*/\`${PLACEHOLDER}\\\n\u2028</script>`;
  const { "src/generated/schema.ts": schema = "" } = await generated(documentOf(text));
  const literals = new Set<string>();
  visit(parse("schema.ts", schema), (node) => {
    if (ts.isStringLiteral(node)) literals.add(node.text);
  });
  expect(literals).toContain(text);
});

test("leaves a README with hostile summaries unchanged in a second run", async () => {
  const { "README.md": readme = "" } = await generated(documentOf("<!-- /operations -->"));
  expect(readme).toContain("&lt;!-- /operations --\\>");
});

describe("keeps a hostile name as a name, within its folder", () => {
  const NAMES = [
    ...[
      "../../x",
      "/etc/passwd",
      "constructor",
      "toString",
      "*/",
      "`",
      PLACEHOLDER,
      '"',
      "'",
      "a\nb",
    ],
    ...["a\u2028b", "</script>", "\\", "a.b", "\0", "获取", "🦊"],
  ];

  test.for(NAMES)("for a schema, a property, a webhook and an operation: %j", async (name) => {
    const schema = { type: "object", properties: { [name]: { type: "string" } }, required: [name] };
    const files = await generated(
      JSON.stringify({
        openapi: "3.1.0",
        info: { title: "Acme API", version: "1" },
        paths: { "/a": { get: { operationId: name, responses: {} } } },
        webhooks: { [name]: { post: { responses: {} } } },
        components: { schemas: { [name]: schema } },
      }),
    );
    expect(Object.keys(files).sort()).toEqual(Object.keys(await generated(DOCUMENT)).sort());
    const source = files["src/generated/schema.ts"] ?? "";
    expect(statements("schema.ts", source)).toEqual([
      "InterfaceDeclaration paths",
      "InterfaceDeclaration webhooks",
      "InterfaceDeclaration components",
      "TypeAliasDeclaration $defs",
      "InterfaceDeclaration operations",
      expect.stringMatching(/^InterfaceDeclaration [A-Z][A-Za-z0-9]*$/),
    ]);
    const keys: string[] = [];
    visit(parse("schema.ts", source), (node) => {
      const isKey = ts.isPropertySignature(node) && !ts.isComputedPropertyName(node.name);
      if (isKey && "text" in node.name) keys.push(String(node.name.text));
    });
    // The schema, its property and the webhook.
    expect(keys.filter((key) => key === name)).toHaveLength(3);
  });
});

describe("refuses a hostile name at its location", () => {
  const swap = (from: string, to: string) =>
    documentOf("text").replaceAll(from, JSON.stringify(to));
  test.for(["*/", "`", "a b", "a\nb", "</script>", "@a", "9"])(
    "as a security scheme: %j",
    async (text) => {
      expect(await refusal(swap('"key"', text))).toMatch(
        / ".*" is not a valid security scheme name\./,
      );
    },
  );
  test.for(["a b", "a\nb", "a:b", '"', "ä", "(a)", ""])("as a header: %j", async (text) => {
    expect(await refusal(swap('"X-Key"', text))).toMatch(/ ".*" is not a valid header name\./);
  });
  test.for(["users", "/a b", "/a\nb", "/a\u2028b", "/a\\b", "//a?`b", "/a#b"])(
    "as a path: %j",
    async (text) => {
      expect(await refusal(swap('"/users/{id}"', text))).toMatch(/ ".*" is not a valid path[.:]/s);
    },
  );
  test.for(["javascript:evil()", "https://a.test/*/{x}", "https://u:p@a.test", "a\nb"])(
    "as a server's URL: %j",
    async (text) => {
      expect(await refusal(swap('"https://api.acme.test"', text))).toMatch(/ The server URL /);
    },
  );
  test.for(["*/", "`", "__proto__", "a b", "A"])("as an environment: %j", async (text) => {
    const document = documentOf("text").replace(
      '"url":',
      `"x-countersign-environment":${JSON.stringify(text)},"url":`,
    );
    expect(await refusal(document)).toMatch(/ `x-countersign-environment` cannot be /);
  });
  test("as a key `__proto__`, anywhere", async () => {
    expect(await refusal(documentOf("text").replace('"User":', '"__proto__":'))).toMatch(
      / A key is called `__proto__`\.$/,
    );
  });
});

test.for([
  `/users/\`${PLACEHOLDER}\``,
  "/users/*/",
  "/users/'\"",
  "/users/<!--",
  "/a|b",
  "/constructor",
  "/__proto__",
])("accepts the path %s, which does no harm", async (path) => {
  const document = documentOf("text").replaceAll('"/users/{id}"', JSON.stringify(path));
  const files = await generated(document);
  for (const [name, source] of Object.entries(files).filter(([file]) => file.endsWith(".ts"))) {
    expect(statements(name, source)).toEqual(STATEMENTS[name]);
  }
  expect(markers(files)).toBe(2);
  expect(tableRows(files)).toBe(4);
});

const STATEMENTS: Readonly<Record<string, readonly string[]>> = {
  "src/generated/schema.ts": [
    "InterfaceDeclaration paths",
    "TypeAliasDeclaration webhooks",
    "InterfaceDeclaration components",
    "TypeAliasDeclaration $defs",
    "InterfaceDeclaration operations",
    "InterfaceDeclaration User",
  ],
  "src/generated/operations.ts": [
    "ImportDeclaration",
    "InterfaceDeclaration AcmeOperations",
    ...["GetUser", "PostUser"].flatMap((name) => [
      `InterfaceDeclaration ${name}Input`,
      `TypeAliasDeclaration ${name}Response`,
      `InterfaceDeclaration ${name}Errors`,
      `TypeAliasDeclaration ${name}Error`,
    ]),
    "InterfaceDeclaration AcmePaths",
  ],
  "src/generated/webhooks.ts": ["TypeAliasDeclaration AcmeEvent"],
  "src/generated/types.ts": [
    "ExportDeclaration",
    "ExportDeclaration",
    "ExportDeclaration",
    "ExportDeclaration",
  ],
  "src/generated/credentials.ts": ["InterfaceDeclaration AcmeCredentials"],
  "src/generated/provider.ts": [
    "ImportDeclaration",
    "ImportDeclaration",
    "ImportDeclaration",
    "VariableStatement apiServers",
    "VariableStatement apiHeaders",
    "VariableStatement api",
    "InterfaceDeclaration AcmeTypes",
    "VariableStatement acme",
    "FunctionDeclaration freeze",
  ],
  "src/generated/client.ts": [
    "ImportDeclaration",
    "ImportDeclaration",
    "ImportDeclaration",
    "TypeAliasDeclaration ClientOptions",
    "TypeAliasDeclaration Client",
    "TypeAliasDeclaration HttpMethod",
    "TypeAliasDeclaration ByPath",
    "TypeAliasDeclaration PathMethod",
    "TypeAliasDeclaration KnownPath",
    "TypeAliasDeclaration OperationAt",
    "TypeAliasDeclaration Arguments",
    "TypeAliasDeclaration BodyOf",
    "TypeAliasDeclaration QueryOf",
    "InterfaceDeclaration CallOptions",
    "TypeAliasDeclaration Result",
    "TypeAliasDeclaration AnyOf",
    "FunctionDeclaration createClient",
    "FunctionDeclaration mergeHeaders",
  ],
  "src/generated/index.ts": ["ExportDeclaration", "ExportDeclaration", "ExportDeclaration"],
};

function parse(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
}

/** Returns the kind and name of each top-level statement. Fails on a syntax error. */
function statements(path: string, source: string): string[] {
  const { diagnostics } = ts.transpileModule(source, { fileName: path, reportDiagnostics: true });
  expect(diagnostics).toEqual([]);
  return parse(path, source).statements.map((statement) => {
    const kind = ts.isVariableStatement(statement)
      ? "VariableStatement"
      : ts.SyntaxKind[statement.kind];
    return `${kind} ${nameOf(statement)}`.trim();
  });
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map((one) => one.name.getText()).join(" ");
  }
  if (ts.isFunctionDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
    return statement.name?.text ?? "";
  }
  return ts.isTypeAliasDeclaration(statement) ? statement.name.text : "";
}

/** Returns the names that an editor would strike through. */
function deprecated(path: string, source: string): string[] {
  const found: string[] = [];
  visit(parse(path, source), (node) => {
    if (ts.getJSDocDeprecatedTag(node) === undefined) return;
    found.push(ts.isPropertySignature(node) ? node.name.getText() : ts.SyntaxKind[node.kind]);
  });
  return found;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function markers(files: Files): number {
  return (files["README.md"] ?? "").match(/<!-- \/?operations/g)?.length ?? 0;
}

/** Counts the header, the delimiter and a row for each of the two operations. */
function tableRows(files: Files): number {
  return (files["README.md"] ?? "").split("\n").filter((line) => line.startsWith("|")).length;
}
