import { dirname, isAbsolute } from "node:path";
import { SpecError } from "../problem/spec-error.ts";
import { parseText } from "../source/parse-text.ts";
import { RecordingResolver } from "../source/recording-resolver.ts";
import { composeSpec } from "./compose-spec.ts";
import type { Spec } from "./spec.ts";

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

/** A file that a document refers to, directly or through others. */
export interface ReferredFile {
  /** Absolute path. */
  readonly file: string;
  /** The first file that refers to it. */
  readonly referrer: string | undefined;
}

/** A spec that is not on the disk yet, and the files that its document refers to. */
export interface PreviewedSpec extends Spec {
  /** The document itself is among them where another file refers back to it. */
  readonly files: readonly ReferredFile[];
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
  const parse = (body: string, path: string) =>
    resolver.parseDocument(parseText(body, path).source, true);
  const root = parse(text, origin);
  // Whoever looks for the cause of a broken reference reads the document again, and it has no file yet.
  resolver.cache.set(origin, Promise.resolve(root));
  const spec = await composeSpec({
    name,
    file,
    root,
    overlay: async () => overlay && parse(overlay.text, overlay.origin),
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

function refuseFurtherFiles(cause: unknown): never {
  if (!(cause instanceof SpecError)) throw cause;
  const isElsewhere = /^The reference .+ leads nowhere: it (leaves|is an address)/.test(
    cause.message,
  );
  if (!isElsewhere) throw cause;
  throw new SpecError(cause.message, {
    location: cause.location,
    remedy:
      "Only files below the document's own folder are added with it. Join the others into one document first, for example with `npx @redocly/cli bundle <file> -o openapi.yaml`.",
    cause,
  });
}
