import { globSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const packages = join(import.meta.dirname, "../..");

test("the generated golden files pass the compiler's strictest checks", () => {
  const entries = globSync("golden/*/expected/src/generated/index.ts", {
    cwd: import.meta.dirname,
  });
  const options = strictOptions();
  const program = ts.createProgram(
    entries.map((entry) => join(import.meta.dirname, entry)),
    { ...options, noEmit: true, paths: { "openapi-fetch": [openapiFetch(options)] } },
  );

  const diagnostics = ts.getPreEmitDiagnostics(program);

  expect(entries.length).toBeGreaterThan(10);
  expect(ts.formatDiagnostics(diagnostics, host)).toBe("");
});

function strictOptions(): ts.CompilerOptions {
  const file = join(packages, "../tsconfig.base.json");
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options, errors } = ts.parseJsonConfigFileContent(
    { ...config, files: [] },
    ts.sys,
    packages,
  );
  expect(errors.filter(({ code }) => code !== EMPTY_FILES)).toEqual([]);
  return options;
}

/** Returns the openapi-fetch of a provider package, since only provider packages depend on it. */
function openapiFetch(options: ts.CompilerOptions): string {
  const importer = join(packages, "providers/paywint/src/generated/client.ts");
  const { resolvedModule } = ts.resolveModuleName(
    "openapi-fetch",
    importer,
    options,
    ts.sys,
    undefined,
    undefined,
    ts.ModuleKind.ESNext,
  );
  return resolvedModule?.resolvedFileName ?? "openapi-fetch is not installed";
}

/** "The 'files' list in config file is empty": the files are passed separately. */
const EMPTY_FILES = 18002;

const host: ts.FormatDiagnosticsHost = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => import.meta.dirname,
  getNewLine: () => "\n",
};
