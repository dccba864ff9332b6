import type { NormalizedProblem } from "@redocly/openapi-core";
import { childPointer, nodeAt } from "../json/json-pointer.ts";
import { displayPath } from "../problem/display-path.ts";
import { firstLine, messageOf } from "../problem/error-text.ts";
import { SpecError } from "../problem/spec-error.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

/** Returns the error for a document that the engine gives up on. */
export function toUnbundledError(file: string, cause: unknown): SpecError {
  return new SpecError(`The document cannot be bundled: ${firstLine(messageOf(cause))}.`, {
    location: { file: displayPath(file) },
    remedy: "Look for a `$ref` that leads back to itself.",
    cause,
  });
}

/**
 * Returns the error for a problem that bundling met.
 *
 * @param parsed - The file in which the problem stands.
 */
export function toBundleError(
  { message, location }: NormalizedProblem,
  parsed: unknown,
): SpecError {
  const [{ source, pointer } = {}] = location;
  if (source === undefined || pointer === undefined) {
    return new SpecError(`${firstLine(message)}.`, {
      location: { file: displayPath(source?.absoluteRef ?? "openapi.yaml") },
      remedy: "Correct the document.",
    });
  }
  if (!message.startsWith("Can't resolve $ref")) {
    return new SpecError(firstLine(message), {
      location: toSourceLocation({ source, pointer }, pointer),
      remedy: "Declare both in `components` under names of their own, and refer to those.",
    });
  }
  const { ref, at } = referenceAt(parsed, pointer);
  const reason = reasonOf(firstLine(message).slice("Can't resolve $ref: ".length));
  return new SpecError(`The reference ${ref} leads nowhere: ${reason.text}.`, {
    location: toSourceLocation({ source, pointer: at }, at),
    remedy: reason.remedy,
  });
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

function reasonOf(reason: string): { text: string; remedy: string } {
  if (reason === "") {
    return {
      text: "there is nothing at this place",
      remedy: "Correct it, or add what it refers to.",
    };
  }
  if (reason.startsWith("ENOENT")) {
    return {
      text: "there is no such file",
      remedy: "Correct the path, which is relative to the file it stands in, or add the file.",
    };
  }
  if (reason.startsWith("Expected a file")) {
    return { text: "it is a folder", remedy: "Name a file in it." };
  }
  return { text: reason, remedy: "Put a copy into the spec folder, and refer to that." };
}
