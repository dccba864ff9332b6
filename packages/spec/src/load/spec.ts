import type { LintSubject } from "../engine/findings.ts";
import type { SourceLocation } from "../problem/spec-error.ts";
import { NodeLocations } from "../source/node-locations.ts";

/** A provider's spec, bundled and overlaid, and where each of its nodes comes from. */
export interface Spec {
  /** Name of the folder, which is the provider's name: `paywint`. */
  readonly name: string;
  /** Path of the root document, as a person at the terminal would write it. */
  readonly file: string;
  /** One OpenAPI document: own parts, vendored parts and every correction of the overlay. */
  readonly document: object;
  /** Where the node that a JSON pointer names is written. */
  readonly locationOf: (pointer: string) => SourceLocation;
  /** The same, for the linter. */
  readonly subject: LintSubject;
}

/**
 * Returns the spec of a document that is bundled already, as a package's `openapi.json` is. Problems
 * are placed by JSON pointer.
 *
 * @param file - What errors call the document.
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
