import type { NormalizedProblem } from "@redocly/openapi-core";
import { childPointer, nodeAt } from "../json/json-pointer.ts";
import { displayPath } from "../problem/display-path.ts";
import { firstLine, messageOf } from "../problem/error-text.ts";
import { type Problem, SpecError } from "../problem/spec-error.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

/** Returns the error for a document that the engine fails to bundle. */
export function toUnbundledError(file: string, cause: unknown): SpecError {
  return new SpecError(`The document cannot be bundled: ${firstLine(messageOf(cause))}.`, {
    location: { file: displayPath(file) },
    remedy: "Look for a `$ref` that refers to itself.",
    cause,
  });
}

/**
 * Returns a problem that the engine found while bundling, in our words.
 *
 * @param parsed - The file that contains the problem.
 */
export function toBundleProblem(
  { message, location }: NormalizedProblem,
  parsed: unknown,
): Problem {
  const [{ source, pointer } = {}] = location;
  if (source === undefined || pointer === undefined) {
    return {
      message: `${firstLine(message)}.`,
      location: { file: displayPath(source?.absoluteRef ?? "openapi.yaml") },
      remedy: "Correct the document.",
    };
  }
  const { ref, at } = referenceAt(parsed, pointer);
  const reason = reasonOf(firstLine(message).slice("Can't resolve $ref: ".length));
  return {
    message: `The reference ${ref} cannot be resolved: ${reason.message}.`,
    location: toSourceLocation({ source, pointer: at }, at),
    remedy: reason.remedy,
  };
}

function referenceAt(parsed: unknown, pointer: string): { ref: string; at: string } {
  const node = nodeAt(parsed, pointer);
  for (const key of ["$ref", "externalValue"]) {
    const ref: unknown =
      typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined;
    if (typeof ref === "string") return { ref, at: childPointer(pointer, key) };
  }
  return { ref: String(node), at: pointer };
}

function reasonOf(reason: string): { message: string; remedy: string } {
  if (reason === "") {
    return {
      message: "there is nothing at that location",
      remedy: "Correct it, or add its target.",
    };
  }
  if (reason.startsWith("ENOENT")) {
    return {
      message: "there is no such file",
      remedy: "Correct the path, which is relative to the file that contains it, or add the file.",
    };
  }
  if (reason.startsWith("Expected a file")) {
    return { message: "it is a folder", remedy: "Refer to a file in it." };
  }
  return { message: reason, remedy: "Put a copy in the spec folder, and refer to that." };
}
