import type { LintSubject } from "../engine/findings.ts";
import type { SourceLocation } from "../problem/spec-error.ts";
import { NodeLocations } from "../source/node-locations.ts";

/** A provider's spec, bundled and overlaid, with the source locations of its nodes. */
export interface Spec {
  /** Name of the folder, which is the provider's name: `paywint`. */
  readonly name: string;
  /** Path of the root document, relative to the working directory where that is shorter. */
  readonly file: string;
  /** One OpenAPI document: hand-written parts, vendored parts and every correction of the overlay. */
  readonly document: object;
  /** Returns where the node at a JSON pointer is written. */
  readonly locationOf: (pointer: string) => SourceLocation;
  /** The same spec, for the linter. */
  readonly subject: LintSubject;
}

/**
 * Returns the spec of a document that is already bundled, such as a package's `openapi.json`. Problems are
 * located by JSON pointer.
 *
 * @param file - The document's name in error messages.
 */
export function bundledSpec(
  document: object,
  { name, file }: { readonly name: string; readonly file: string },
): Spec {
  return {
    name,
    file,
    document,
    locationOf: (pointer) => ({ file, pointer }),
    subject: { file, document, locations: new NodeLocations() },
  };
}
