import { dirname, isAbsolute } from "node:path";
import { applyOverlay } from "../load/apply-overlay.ts";
import { assertOpenApi } from "../load/assert-open-api.ts";
import { assertRefs } from "../load/assert-refs.ts";
import { displayPath } from "../load/display-path.ts";
import type { Spec } from "../load/load-spec.ts";
import { toTree } from "../load/to-tree.ts";
import { bundleFile } from "../redocly/bundle.ts";
import { parseText } from "../redocly/parse-text.ts";
import { RecordingResolver } from "../redocly/recording-resolver.ts";
import { toSpecPlace } from "../redocly/to-spec-place.ts";
import { SpecError, type SpecPlace } from "../spec-error.ts";
import { type DocumentPart, readParts } from "./read-parts.ts";

/** A spec that is not on the disk yet. */
export interface SpecDraft {
  /** The provider's name. */
  readonly name: string;
  /** Absolute path that openapi.yaml will have. */
  readonly file: string;
  /** Text of openapi.yaml. */
  readonly text: string;
  /** What errors call the text: the path or address that it comes from. */
  readonly origin: string;
  /** Overlay, if there is one yet, and what errors call it. */
  readonly overlay?: { readonly text: string; readonly origin: string };
}

/** A spec that is not on the disk yet, and the files that its document refers to. */
export interface PreviewedSpec extends Spec {
  readonly parts: readonly DocumentPart[];
}

/**
 * Returns the spec that a folder would hold, without writing it: as `loadSpec` reads a folder of a document,
 * the files below the document's own folder that it refers to, and its overlay.
 *
 * @throws SpecError naming the place, within the text's origin, of the first thing that is wrong.
 */
export async function previewSpec({
  name,
  file,
  text,
  origin,
  overlay,
}: SpecDraft): Promise<PreviewedSpec> {
  // Of a document that was fetched no reference to a file is followed: the folder does not exist.
  const resolver = new RecordingResolver(dirname(isAbsolute(origin) ? origin : file));
  const { places } = resolver;
  const parse = (body: string, path: string) =>
    resolver.parseDocument(parseText(body, path).source, true);
  const parsed = parse(text, origin);
  // Whoever looks for the cause of a broken reference reads the document again, and it has no file yet.
  resolver.cache.set(origin, Promise.resolve(parsed));
  assertOpenApi(parsed);
  const bundled = await bundleFile(parsed, resolver).catch(refuseFurtherFiles);
  const parts = await readParts(origin, resolver);
  const document = toTree(bundled, places, displayPath(origin));
  if (overlay !== undefined) applyOverlay(document, parse(overlay.text, overlay.origin), places);
  const subject = { file, document, places };
  await assertRefs(subject);
  const placeOf = (pointer: string): SpecPlace => {
    const place = places.locate(document, pointer);
    return place ? toSpecPlace(place, pointer) : { file: displayPath(origin), pointer };
  };
  return { name, file: displayPath(file), document, placeOf, subject, parts };
}

function refuseFurtherFiles(cause: unknown): never {
  if (!(cause instanceof SpecError)) throw cause;
  const isElsewhere = /^The reference .+ leads nowhere: it (leaves|is an address)/.test(
    cause.message,
  );
  if (!isElsewhere) throw cause;
  throw new SpecError(cause.message, {
    place: cause.place,
    remedy:
      "Only files below the document's own folder are added with it. Join the others into one document first, for example with `npx @redocly/cli bundle <file> -o openapi.yaml`.",
    cause,
  });
}
