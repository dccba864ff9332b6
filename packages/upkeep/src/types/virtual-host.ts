import ts from "typescript";

/** Returns a compiler host whose files are texts in memory, by path. */
export function virtualHost(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  return {
    fileExists: (file) => texts.has(file),
    readFile: (file) => texts.get(file),
    getSourceFile: (file, language) => {
      const text = texts.get(file);
      return text === undefined ? undefined : ts.createSourceFile(file, text, language);
    },
    getDefaultLibFileName: () => "/library.d.ts",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (file) => file,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
  };
}
