import { type Source, YamlParseError } from "@redocly/openapi-core";
import { SpecError } from "../problem/spec-error.ts";
import { toUnreadableError, toYamlError } from "./file-errors.ts";
import type { RecordingResolver } from "./recording-resolver.ts";

/** A parsed file and its source. */
export interface ParsedFile {
  readonly source: Source;
  readonly parsed: unknown;
}

/**
 * Parses a YAML or JSON file.
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

/** Returns a readable error for a parse failure, or undefined for any other thrown value. */
export function toFileError(cause: unknown): SpecError | undefined {
  if (cause instanceof SpecError) return cause;
  return cause instanceof YamlParseError ? toYamlError(cause) : undefined;
}
