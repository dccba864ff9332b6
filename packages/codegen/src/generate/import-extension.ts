import { resolve } from "node:path";
import ts from "typescript";
import type { EmittedFile } from "../write/emitted-file.ts";

/**
 * Returns emitted files whose imports of each other the compiler of a folder accepts. They are emitted with `.ts`, which
 * Node, bundlers and a compiler with `rewriteRelativeImportExtensions` or `allowImportingTsExtensions` resolve. If the
 * nearest tsconfig.json enables neither, they get `.js`, which every other compiler requires.
 */
export function withAcceptedImports(files: readonly EmittedFile[], out: string): EmittedFile[] {
  if (acceptsTypeScriptExtensions(resolve(out))) return [...files];
  // Statements only, each of which ends on the line of its specifier: text from a document is never at a line's start.
  const specifier = /^((?:import|export|\}) .*from "\.{1,2}\/[^"]+)\.ts";$/gm;
  return files.map((file) =>
    file.path.endsWith(".ts") ? { ...file, text: file.text.replace(specifier, '$1.js";') } : file,
  );
}

function acceptsTypeScriptExtensions(folder: string): boolean {
  const file = ts.findConfigFile(folder, ts.sys.fileExists);
  if (file === undefined) return true;
  // Only the options are needed, with those of the configurations that it extends.
  const host = { ...ts.sys, readDirectory: () => [] };
  const { config } = ts.readConfigFile(file, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config ?? {}, host, resolve(file, ".."));
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = options;
  return allowImportingTsExtensions === true || rewriteRelativeImportExtensions === true;
}
