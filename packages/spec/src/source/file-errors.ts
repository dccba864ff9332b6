import type { YamlParseError } from "@redocly/openapi-core";
import { displayPath } from "../problem/display-path.ts";
import { firstLine, messageOf } from "../problem/error-text.ts";
import { SpecError } from "../problem/spec-error.ts";

/** Returns the error for a file that is not valid YAML. */
export function toYamlError(error: YamlParseError): SpecError {
  const { line, col, source } = error;
  const isLocated = Number.isFinite(line) && Number.isFinite(col);
  return new SpecError(`The file is not valid YAML: ${yamlReason(error)}.`, {
    location: {
      file: displayPath(source.absoluteRef),
      ...(isLocated && { line, column: col }),
    },
    remedy: "Correct the syntax there; indentation and unquoted colons are the usual causes.",
    cause: error,
  });
}

/** Returns the parser's message without the location, which the error already has. */
function yamlReason({ message }: YamlParseError): string {
  return message.replace(/ \(\d+:\d+\)$/, "").replace(/ in "[^"]*"$/, "");
}

/** Returns the error for a file that cannot be read. */
export function toUnreadableError(file: string, cause: unknown): SpecError {
  const isFolder = cause instanceof Error && cause.message.startsWith("Expected a file");
  const reason = isFolder ? "it is a folder" : firstLine(messageOf(cause));
  return new SpecError(`The file cannot be read: ${reason}.`, {
    location: { file: displayPath(file) },
    remedy: "Check the path and its permissions.",
    cause,
  });
}
