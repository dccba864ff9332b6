import { type Source, YamlParseError } from "@redocly/openapi-core";
import { SpecError } from "../problem/spec-error.ts";
import { toUnreadableError, toYamlError } from "./file-errors.ts";
import type { RecordingResolver } from "./recording-resolver.ts";

/** A parsed file and its text. */
export interface ParsedFile {
  readonly source: Source;
  readonly parsed: unknown;
}

/**
 * Returns a parsed YAML or JSON file.
 *
 * @throws SpecError when the file cannot be read or parsed.
 */
export async function parseFile(file: string, resolver: RecordingResolver): Promise<ParsedFile> {
  try {
    const document = await resolver.resolveDocument(null, file, true);
    if (document instanceof Error) throw document;
    return document;
  } catch (cause) {
    throw toFileError(cause) ?? toUnreadableError(file, cause);
  }
}

/** Returns the error that a person can act on for one that reading a file threw, or undefined. */
export function toFileError(cause: unknown): SpecError | undefined {
  if (cause instanceof SpecError) return cause;
  return cause instanceof YamlParseError ? toYamlError(cause) : undefined;
}
