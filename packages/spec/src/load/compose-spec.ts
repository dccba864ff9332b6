import { assertRefs } from "../bundle/assert-refs.ts";
import { bundleFile } from "../bundle/bundle.ts";
import { toTree } from "../bundle/to-tree.ts";
import type { LintSubject } from "../engine/findings.ts";
import { applyOverlay } from "../overlay/apply-overlay.ts";
import { displayPath } from "../problem/display-path.ts";
import type { SourceLocation } from "../problem/spec-error.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import type { RecordingResolver } from "../source/recording-resolver.ts";
import { toSourceLocation } from "../source/to-source-location.ts";
import { assertOpenApi } from "./assert-open-api.ts";
import type { Spec } from "./spec.ts";

/** The parts of a spec. */
export interface SpecParts {
  /** The provider's name. */
  readonly name: string;
  /** Absolute path of the root document. */
  readonly file: string;
  /** The root document. */
  readonly root: ParsedFile;
  /** Reads the overlays, in the order in which they are applied. Called once the document is bundled. */
  readonly overlays: () => Promise<readonly ParsedFile[]>;
  /** The resolver that has read `root`; it reads the files that `root` refers to. */
  readonly resolver: RecordingResolver;
}

/**
 * Joins the files of a spec into one document and applies its overlays.
 *
 * @throws SpecError with the file and location of each problem.
 */
export async function composeSpec(parts: SpecParts): Promise<Spec> {
  const { name, file, root, resolver } = parts;
  const { locations } = resolver;
  assertOpenApi(root);
  const origin = displayPath(root.source.absoluteRef);
  const document = toTree(await bundleFile(root, resolver), locations, origin);
  for (const overlay of await parts.overlays()) applyOverlay(document, overlay, locations);
  const subject: LintSubject = { file, document, locations };
  await assertRefs(subject);
  const locationOf = (pointer: string): SourceLocation => {
    const location = locations.locate(document, pointer);
    return location ? toSourceLocation(location, pointer) : { file: origin, pointer };
  };
  return { name, file: displayPath(file), document, locationOf, subject };
}
