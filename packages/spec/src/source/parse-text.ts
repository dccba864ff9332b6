import { Source, YamlParseError } from "@redocly/openapi-core";
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
