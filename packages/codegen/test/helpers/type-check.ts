import { join } from "node:path";
import type { Files } from "@countersign/testing/files";
import { writeAll } from "@countersign/testing/files";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import ts from "typescript";
import { expect } from "vitest";

/**
 * Type-checks a program against the types of a generated package, with the compiler's strictest settings. Returns the
 * messages, each with its line: `3: Property 'id' does not exist …`.
 *
 * @param program - Imports the types from "./src/generated/operations.js" or "./src/generated/schema.js".
 */
export async function typeErrors(files: Files, program: string): Promise<string[]> {
  const folder = await writeAll(await temporaryFolder(), { ...files, "program.ts": program });
  const file = join(folder, "program.ts");
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([file], OPTIONS, host));
  expect(diagnostics.filter((each) => each.file?.fileName !== file).map(messageOf)).toEqual([]);
  return diagnostics.map(messageOf);
}

/**
 * Declarations for a program that compares types: `sure<Same<A, B>>()` compiles only if both are the same, which a mutual
 * assignment does not tell.
 */
export const SAME = `type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;
`;

function messageOf({ file, start, messageText }: ts.Diagnostic): string {
  const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? -1;
  return `${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
  types: [],
  // Of the compiler itself.
  skipDefaultLibCheck: true,
};

/** The compiler's own library, which takes longer to read than everything else. */
const library = new Map<string, ts.SourceFile | undefined>();

const host = libraryHost();

function libraryHost(): ts.CompilerHost {
  const own = ts.createCompilerHost(OPTIONS);
  const folder = own.getDefaultLibLocation?.() ?? "";
  return {
    ...own,
    getSourceFile: (file, ...rest) => {
      if (!file.startsWith(folder)) return own.getSourceFile(file, ...rest);
      if (!library.has(file)) library.set(file, own.getSourceFile(file, ...rest));
      return library.get(file);
    },
  };
}
