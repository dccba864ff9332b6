import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");

/** The modules of the source that import one of these when they run. */
function importersOf(isMeant: (specifier: string, names: string[]) => boolean): string[] {
  return globSync("**/*.ts", { cwd: src })
    .filter((path) => imports(path).some(([specifier, names]) => isMeant(specifier, names)))
    .sort();
}

function imports(path: string): [specifier: string, names: string[]][] {
  const file = ts.createSourceFile(
    path,
    readFileSync(join(src, path), "utf8"),
    ts.ScriptTarget.ES2022,
  );
  return file.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const { importClause, moduleSpecifier } = statement;
    if (importClause?.isTypeOnly || !ts.isStringLiteral(moduleSpecifier)) return [];
    const bindings = importClause?.namedBindings;
    const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
    const names = elements.filter(({ isTypeOnly }) => !isTypeOnly).map(({ name }) => name.text);
    const isTypesAlone =
      elements.length > 0 && names.length === 0 && importClause?.name === undefined;
    return isTypesAlone ? [] : [[moduleSpecifier.text, names]];
  });
}

describe("what may have to be replaced is behind one module", () => {
  test.for([
    ["openapi-typescript", "emit/emit-schema.ts"],
    ["typescript", "emit/emit-schema.ts"],
    ["@clack/prompts", "cli/ask-names.ts"],
    ["openapi-sampler", "samples/sampled-value.ts"],
  ] as const)("%s is imported by %s alone", ([name, module]) => {
    expect(
      importersOf((specifier) => specifier === name || specifier.startsWith(`${name}/`)),
    ).toEqual([module]);
  });
});

test("commander is imported by the folder cli alone", () => {
  const importers = importersOf((specifier) => specifier === "commander");
  expect(importers.filter((path) => !path.startsWith("cli/"))).toEqual([]);
});

test("Redocly's engine is imported by the folder redocly alone", () => {
  const importers = importersOf((specifier) => specifier === "@redocly/openapi-core");
  expect(importers.filter((path) => !path.startsWith("redocly/"))).toEqual([]);
});

test("write-files.ts alone writes to the disk", () => {
  const writes = /^(append|copy|cp|create|link|mkdir|open|rename|rm|symlink|truncate|unlink|write)/;
  const isFileSystem = (specifier: string) => /^(node:)?fs(\/|$)/.test(specifier);
  expect(
    importersOf(
      (specifier, names) => isFileSystem(specifier) && names.some((name) => writes.test(name)),
    ),
  ).toEqual(["write-files.ts"]);
  // A namespace or a default import would hide which function is used.
  expect(importersOf((specifier, names) => isFileSystem(specifier) && names.length === 0)).toEqual(
    [],
  );
});

test("load/remote-file.ts alone opens connections; sync asks the platform's fetch", () => {
  const network = /^(node:)?(dgram|dns(\/promises)?|http|http2|https|net|tls)$/;
  expect(importersOf((specifier) => network.test(specifier))).toEqual(["load/remote-file.ts"]);
});

test("diff/run.ts alone starts other programs", () => {
  expect(importersOf((specifier) => /^(node:)?child_process$/.test(specifier))).toEqual([
    "diff/run.ts",
  ]);
});

test("emitters know neither files nor OpenAPI's references", () => {
  const emitters = importersOf((specifier) => /^node:|\/load\//.test(specifier));
  expect(emitters.filter((path) => path.startsWith("emit/"))).toEqual([]);
});
