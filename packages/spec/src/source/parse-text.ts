import { getLineColLocation, Source, YamlParseError } from "@redocly/openapi-core";
import { toYamlError } from "./file-errors.ts";
import type { ParsedFile } from "./parse-file.ts";
import { RecordingResolver } from "./recording-resolver.ts";

/**
 * Returns a text parsed as YAML or JSON, under the rules for a file of a spec folder.
 *
 * @param name - What errors call it: a path or an address. Nothing is read from there.
 * @throws SpecError when the text is neither, or no tree of a reasonable size.
 */
export function parseText(text: string, name: string): ParsedFile {
  try {
    return new RecordingResolver(name).parseDocument(new Source(name, text), true);
  } catch (cause) {
    throw cause instanceof YamlParseError ? toYamlError(cause) : cause;
  }
}

/** Returns where a node, or with `key` its key, begins and ends: offsets into the file's text. */
export function spanOf(
  { source }: ParsedFile,
  { pointer, key = false }: { pointer: string; key?: boolean },
): { start: number; end: number } {
  const { start, end } = getLineColLocation({ source, pointer, reportOnKey: key });
  const offset = (line: number, column: number): number => {
    let at = 0;
    for (let passed = 1; passed < line; passed++) at = source.body.indexOf("\n", at) + 1;
    return at + column - 1;
  };
  const from = offset(start.line, start.col);
  return { start: from, end: end === undefined ? from : offset(end.line, end.col) };
}
