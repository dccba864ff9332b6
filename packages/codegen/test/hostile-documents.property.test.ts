import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SpecError } from "@countersign/spec/problem";
import { readAll, writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import ts from "typescript";
import { expect, test } from "vitest";
import { generate } from "../src/generate/generate.ts";

// Random documents whose names and texts try to become code, end a comment or escape the folder. Each must be
// refused with a location and a remedy, or give files that parse, contain only our statements and calls, and
// are in the folder.

const DOCUMENTS = 300;
/** Set HOSTILE_SEED for another sequence of documents, or to reproduce a failure: HOSTILE_SEED=… vitest run … */
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_120);

/** Code that a template literal would run. Split, because a linter takes it for a misplaced template literal. */
const PLACEHOLDER = ["$", "{evil()}"].join("");

const PIECES = [
  ...[
    "*/",
    "/*",
    "//",
    "`",
    PLACEHOLDER,
    '"',
    "'",
    "\\",
    "\\u0022",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
  ],
  ...[
    "</script>",
    "<!--",
    "-->",
    "<!-- /operations -->",
    "|",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ";",
    "=",
  ],
  ...[
    "../../x",
    "..",
    ".",
    "/",
    "/etc/passwd",
    "C:\\",
    "\0",
    "__proto__",
    "constructor",
    "prototype",
  ],
  ...[
    "evil()",
    "import('x')",
    "export const evil = 1",
    "@deprecated",
    "{@link x}",
    "~1",
    "~0",
    "#/",
    "%2e",
  ],
  ...["é", "🦊", "获取", "\ud800", "a", "B", "9", " ", "-", "_", "$", "then", "await", "class"],
];

/** Mulberry32: a small generator, with the same sequence for the same seed. */
function seeded(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes documents. Each name is hostile with a small probability, so that many documents are accepted. */
function documents(random: () => number): () => object {
  const below = (limit: number): number => Math.floor(random() * limit);
  const hostile = (): string =>
    Array.from({ length: 1 + below(4) }, () => PIECES[below(PIECES.length)]).join("");
  const name = (usual: string, chance = 0.15): string => (random() < chance ? hostile() : usual);
  const text = (): string => (random() < 0.7 ? hostile() : "Some text.");
  const some = <T>(value: T): T | undefined => (random() < 0.5 ? value : undefined);

  const schema = (depth = 0): object => {
    const shared = {
      title: some(text()),
      description: some(text()),
      default: some(text()),
      example: some({ [name("a", 0.5)]: text() }),
    };
    switch (below(depth > 2 ? 4 : 8)) {
      case 0:
        return { type: "string", ...shared, enum: some([hostile(), hostile()]) };
      case 1:
        return { const: hostile(), ...shared };
      case 2:
        return { type: "string", "x-extensible-enum": [hostile(), `${hostile()}1`], ...shared };
      case 3:
        return { $ref: "#/components/schemas/User" };
      case 4:
        return { type: "array", items: schema(depth + 1), ...shared };
      case 5:
        return { oneOf: [schema(depth + 1), schema(depth + 1)], ...shared };
      default:
        return {
          type: ["object", "null"],
          ...shared,
          required: some([name("a", 0.5)]),
          properties: { [name("a", 0.7)]: schema(depth + 1), [name("b", 0.7)]: schema(depth + 1) },
        };
    }
  };

  return () => ({
    openapi: "3.1.0",
    info: { title: text(), version: name("1.0.0"), description: some(text()) },
    servers: some([{ url: name("https://api.acme.test", 0.05), description: some(text()) }]),
    security: some([{ [name("key", 0.05)]: [] }]),
    tags: some([{ name: text(), description: text() }]),
    paths: {
      [name("/users", 0.1)]: {
        summary: some(text()),
        parameters: some([
          {
            name: name("q", 0.3),
            in: name("query", 0.05),
            description: some(text()),
            schema: schema(),
          },
        ]),
        post: {
          operationId: name("createUser", 0.5),
          summary: some(text()),
          description: some(text()),
          deprecated: some(true),
          tags: some([text()]),
          externalDocs: some({ url: `https://docs.acme.test/${hostile()}` }),
          requestBody: some({ content: { [name("application/json", 0.1)]: { schema: schema() } } }),
          responses: {
            [name("200", 0.05)]: {
              description: text(),
              headers: some({ [name("X-A", 0.3)]: { schema: schema(), description: text() } }),
              content: some({ [name("application/json", 0.1)]: { schema: schema() } }),
            },
          },
        },
      },
    },
    webhooks: some({
      [name("user.created", 0.5)]: { post: { responses: {}, description: text() } },
    }),
    components: {
      securitySchemes: {
        key: {
          type: "apiKey",
          in: name("header", 0.05),
          name: name("X-Key", 0.1),
          description: some(text()),
          "x-countersign-credential": some(name("apiKey", 0.1)),
        },
      },
      schemas: { User: schema(), [name("Other", 0.3)]: schema() },
    },
  });
}

const CALLS = new Set([
  "Array.isArray",
  "Object.assign",
  "Object.entries",
  "Object.freeze",
  "Object.values",
  "String",
  "freeze",
  "entries.push",
  "given.forEach",
  "merged.append",
  "merged.delete",
  "merged.set",
  "mergeHeaders",
  "new Headers",
  "openapiFetch",
]);

/** Returns whatever in a file is not ours: syntax errors, statements, calls and templates. */
function foreignCode(path: string, source: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(source, {
    fileName: path,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  const found = diagnostics.map(({ messageText }) => `${path}: ${String(messageText)}`);
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
  const visit = (node: ts.Node): void => {
    const isCall = ts.isCallExpression(node) || ts.isNewExpression(node);
    if (isCall) {
      const callee = node.getText().split("(")[0] ?? "";
      if (!CALLS.has(callee) && callee !== "new TypeError") found.push(`${path}: ${callee}`);
    }
    const isTemplate =
      ts.isTemplateExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isNoSubstitutionTemplateLiteral(node);
    if (isTemplate) found.push(`${path}: a template`);
    if (ts.isIdentifier(node) && /^evil\d*$/.test(node.text)) {
      const isKey = ts.isPropertySignature(node.parent) || ts.isPropertyAssignment(node.parent);
      if (!isKey && !ts.isPropertyAccessExpression(node.parent)) found.push(`${path}: evil`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const statement of file.statements) {
    const kind = ts.SyntaxKind[statement.kind];
    if (!STATEMENTS.has(kind)) found.push(`${path}: a statement ${kind}`);
  }
  return found;
}

const STATEMENTS: ReadonlySet<string> = new Set([
  "ExportDeclaration",
  "FirstStatement",
  "FunctionDeclaration",
  "ImportDeclaration",
  "InterfaceDeclaration",
  "TypeAliasDeclaration",
  "VariableStatement",
]);

test(`refuses ${DOCUMENTS} hostile documents, or generates only our own code from them`, async () => {
  const next = documents(seeded(seed));
  const parent = await temporaryFolder();
  const outcomes = { accepted: 0, refused: 0 };
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const document = JSON.stringify(next());
    const folder = join(parent, String(number));
    const spec = await writeAll(join(folder, "specs/acme"), { "openapi.json": document });
    const out = join(folder, "out");
    await mkdir(out);
    try {
      await generate({ spec, out });
      outcomes.accepted += 1;
    } catch (error) {
      expect(error, `${seed}, ${number}: ${document}`).toBeInstanceOf(SpecError);
      expect(await readAll(out)).toEqual({});
      outcomes.refused += 1;
    }
    const files = await readAll(folder);
    const paths = Object.keys(files).filter((path) => path !== "specs/acme/openapi.json");
    expect(
      paths.filter(
        (path) => !/^out\/(src\/generated\/\w+\.ts|openapi\.json|README\.md)$/.test(path),
      ),
    ).toEqual([]);
    const found = paths
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => foreignCode(path, files[path] ?? ""));
    expect(found, `${seed}, ${number}: ${document}`).toEqual([]);
  }
  expect(Object.keys(await readAll(parent)).every((path) => /^\d+\//.test(path))).toBe(true);
  // If everything were refused, or nothing, the test would prove little.
  expect(outcomes.accepted).toBeGreaterThan(DOCUMENTS / 10);
  expect(outcomes.refused).toBeGreaterThan(DOCUMENTS / 10);
}, 120_000);
