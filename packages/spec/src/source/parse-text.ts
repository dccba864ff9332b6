import { Source, YamlParseError } from "@redocly/openapi-core";
import { toYamlError } from "./file-errors.ts";
import type { ParsedFile } from "./parse-file.ts";
import { RecordingResolver } from "./recording-resolver.ts";

/**
 * Parses a string as YAML or JSON, with the same checks as a file of a spec folder.
 *
 * @param name - A path or URL for error messages. Nothing is read from it.
 * @throws SpecError when the string is neither YAML nor JSON, or is not a tree of a reasonable size.
 */
export function parseText(text: string, name: string): ParsedFile {
  try {
    return new RecordingResolver(name).parseDocument(new Source(name, text), true);
  } catch (cause) {
    throw cause instanceof YamlParseError ? toYamlError(cause) : cause;
  }
}
