import { dirname } from "node:path";
import { applyOverlay } from "../load/apply-overlay.ts";
import { assertOpenApi } from "../load/assert-open-api.ts";
import { assertRefs } from "../load/assert-refs.ts";
import { displayPath } from "../load/display-path.ts";
import { isObject } from "../load/is-object.ts";
import type { Spec } from "../load/load-spec.ts";
import { toTree } from "../load/to-tree.ts";
import { bundleFile, type ParsedFile } from "../redocly/bundle.ts";
import { parseText } from "../redocly/parse-text.ts";
import { RecordingResolver } from "../redocly/recording-resolver.ts";
import { toSpecPlace } from "../redocly/to-spec-place.ts";
import { SpecError, type SpecPlace } from "../spec-error.ts";

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

/**
 * Returns the spec that a folder would hold, without writing it: as `loadSpec` reads a folder of one
 * document and its overlay.
 *
 * @throws SpecError naming the place, within the text's origin, of the first thing that is wrong.
 */
export async function previewSpec({ name, file, text, origin, overlay }: SpecDraft): Promise<Spec> {
  // The folder does not exist, so that no reference to a file is followed.
  const resolver = new RecordingResolver(dirname(file));
  const { places } = resolver;
  const parse = (body: string, path: string) =>
    resolver.parseDocument(parseText(body, path).source, true);
  const parsed = parse(text, origin);
  // Whoever looks for the cause of a broken reference reads the document again, and it has no file yet.
  resolver.cache.set(origin, Promise.resolve(parsed));
  assertConvertible(parsed);
  assertOpenApi(parsed);
  const bundled = await bundleFile(parsed, resolver).catch(refuseFurtherFiles);
  const document = toTree(bundled, places, displayPath(origin));
  if (overlay !== undefined) applyOverlay(document, parse(overlay.text, overlay.origin), places);
  const subject = { file, document, places };
  await assertRefs(subject);
  const placeOf = (pointer: string): SpecPlace => {
    const place = places.locate(document, pointer);
    return place ? toSpecPlace(place, pointer) : { file: displayPath(origin), pointer };
  };
  return { name, file: displayPath(file), document, placeOf, subject };
}

/** What an old document needs is said here in full; the generator itself only asks for a conversion. */
function assertConvertible({ source, parsed }: ParsedFile): void {
  if (!isObject(parsed) || parsed.swagger === undefined || parsed.openapi !== undefined) return;
  throw new SpecError("The document is Swagger 2, and OpenAPI 3 is needed.", {
    place: toSpecPlace({ source, pointer: "#/swagger" }),
    remedy:
      "Convert it, for example with `npx swagger2openapi <file> --outfile openapi.yaml`, and add the result.",
  });
}

function refuseFurtherFiles(cause: unknown): never {
  if (!(cause instanceof SpecError)) throw cause;
  const [, reference] = /^The (reference .+) leads nowhere: it /.exec(cause.message) ?? [];
  if (reference === undefined) throw cause;
  throw new SpecError(`The ${reference} leads to another file, and only one is added.`, {
    place: cause.place,
    remedy:
      "Join the files into one document first, for example with `npx @redocly/cli bundle <file> -o openapi.yaml`.",
    cause,
  });
}
