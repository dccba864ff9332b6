import { dirname, isAbsolute } from "node:path";
import { SpecError } from "../problem/spec-error.ts";
import { parseText } from "../source/parse-text.ts";
import { RecordingResolver } from "../source/recording-resolver.ts";
import { composeSpec } from "./compose-spec.ts";
import type { Spec } from "./spec.ts";

/** A spec that has not been written to disk yet. */
export interface SpecDraft {
  /** The provider's name. */
  readonly name: string;
  /** Absolute path that openapi.yaml will have. */
  readonly file: string;
  /** Content of openapi.yaml. */
  readonly text: string;
  /** Where the content comes from, for error messages: a path or URL. */
  readonly origin: string;
  /** An overlay that is applied before the other one. */
  readonly corrections?: OverlayDraft | undefined;
  /** The overlay, if there is one yet. */
  readonly overlay?: OverlayDraft | undefined;
}

/** An overlay that has not been written to disk yet. */
export interface OverlayDraft {
  readonly text: string;
  /** Its name in error messages: a path. */
  readonly origin: string;
}

/** A file that a document refers to, directly or through others. */
export interface ReferredFile {
  /** Absolute path. */
  readonly file: string;
  /** The first file found to refer to it. */
  readonly referrer: string | undefined;
}

/** A spec that has not been written to disk yet, and the files that its document refers to. */
export interface PreviewedSpec extends Spec {
  /** Includes the document itself if another file refers back to it. */
  readonly files: readonly ReferredFile[];
}

/**
 * Returns the spec that a folder would contain, without writing it. Reads the document, the files it refers to
 * below its own folder, and its overlay, as `loadSpec` does.
 *
 * @throws SpecError with the location, within the origin, of each problem.
 */
export async function previewSpec({
  name,
  file,
  text,
  origin,
  corrections,
  overlay,
}: SpecDraft): Promise<PreviewedSpec> {
  // A fetched document cannot refer to files: its folder does not exist.
  const resolver = new RecordingResolver(dirname(isAbsolute(origin) ? origin : file));
  const parse = (body: string, path: string) =>
    resolver.parseDocument(parseText(body, path).source, true);
  const root = parse(text, origin);
  // Diagnosing a broken reference reads the document again, but it is not on disk yet.
  resolver.cache.set(origin, Promise.resolve(root));
  const spec = await composeSpec({
    name,
    file,
    root,
    overlays: async () =>
      [corrections, overlay].flatMap((each) => (each ? [parse(each.text, each.origin)] : [])),
    resolver,
  }).catch(refuseFurtherFiles);
  return { ...spec, files: await referredFiles(resolver, origin) };
}

async function referredFiles(resolver: RecordingResolver, origin: string): Promise<ReferredFile[]> {
  const loaded = await Promise.all(resolver.cache.values());
  return loaded.flatMap((each) => {
    if (each instanceof Error) return [];
    const file = each.source.absoluteRef;
    const [referrer] = resolver.referrersOf(file);
    return file === origin && referrer === undefined ? [] : [{ file, referrer }];
  });
}

const BUNDLE_FIRST =
  "Only files below the document's own folder are added with it. Bundle the others into one document first, for example with `npx @redocly/cli bundle <file> -o openapi.yaml`.";

function refuseFurtherFiles(cause: unknown): never {
  if (!(cause instanceof SpecError)) throw cause;
  const [first, ...others] = cause.problems.map((problem) => {
    const isElsewhere = /^The reference .+ cannot be resolved: it (points outside|is a URL)/.test(
      problem.message,
    );
    return isElsewhere ? { ...problem, remedy: BUNDLE_FIRST } : problem;
  });
  throw first === undefined ? cause : SpecError.of([first, ...others]);
}
