import { assertVocabulary } from "@countersign/spec/lint";
import {
  type OverlayDraft,
  type PreviewedSpec,
  previewSpec,
  type SpecDraft,
} from "@countersign/spec/load";
import { toModel } from "@countersign/spec/model";
import { type Problem, SpecError } from "@countersign/spec/problem";
import { correctionsOf } from "./corrections.ts";
import type { ProposedAction } from "./decision.ts";
import { emitOverlay } from "./emit-overlay.ts";
import { type GivenOverlay, toGivenOverlay } from "./given-overlay.ts";
import { proposeOverlay } from "./propose-overlay.ts";
import { type DocumentPart, readParts } from "./read-parts.ts";
import { titleOf } from "./title-of.ts";

/** A document that no client can be generated from. */
export interface RejectedDocument {
  readonly error: SpecError;
  /** An overlay that corrects it; undefined if the document cannot even be read, so that no overlay can. */
  readonly correction: Correction | undefined;
}

/** An overlay that corrects a document, to be reviewed by a person. */
export interface Correction {
  /** Its text: the actions of the overlay that was given, and those below. */
  readonly text: string;
  readonly actions: readonly ProposedAction[];
  /** Problems that remain, so that a person has to correct them. */
  readonly left: readonly Problem[];
}

/**
 * Returns an overlay to correct a rejected document with, or undefined to give up. Called before any name is asked
 * for and before anything is written.
 */
export type OnRejected = (rejected: RejectedDocument) => Promise<OverlayDraft | undefined>;

/** A document from which a client can be generated. */
export interface AcceptedDocument {
  /** The document, bundled and with the given overlay applied. */
  readonly document: object;
  /** The files that it refers to. */
  readonly parts: readonly DocumentPart[];
  /** The overlay that was given, or that corrects the document. */
  readonly given: GivenOverlay | undefined;
}

/**
 * Reads a document and applies an overlay, if there is one.
 *
 * @throws SpecError when no client can be generated from the result, and `onRejected` returns no other overlay.
 */
export async function acceptDocument(
  draft: SpecDraft,
  {
    overlay,
    onRejected = async () => undefined,
  }: { readonly overlay: OverlayDraft | undefined; readonly onRejected: OnRejected | undefined },
): Promise<AcceptedDocument> {
  const { published, parts } = await readPublished(draft).catch(async (error: unknown) => {
    if (error instanceof SpecError) await onRejected({ error, correction: undefined });
    throw error;
  });
  let given = overlay && toGivenOverlay(overlay.text, overlay.origin);
  for (;;) {
    const corrected =
      given === undefined ? published : await previewSpec({ ...draft, overlay: given });
    const rejection = await rejectionOf(draft, corrected.document, given);
    if (rejection === undefined) {
      return { document: corrected.document, parts, given };
    }
    const correction = await correct(draft, { rejection, given, published });
    const chosen = await onRejected({ error: rejection.error, correction });
    if (chosen === undefined) throw rejection.error;
    given = toGivenOverlay(chosen.text, chosen.origin);
  }
}

async function readPublished(
  draft: SpecDraft,
): Promise<{ published: PreviewedSpec; parts: readonly DocumentPart[] }> {
  const published = await previewSpec(draft);
  return { published, parts: await readParts(draft.origin, published.files) };
}

/** Why a document is rejected, and the document that its problems are located in. */
interface Rejection {
  readonly error: SpecError;
  readonly document: object;
}

/** Returns why no client can be generated from a document, once `add` has named what it does not name. */
async function rejectionOf(
  draft: SpecDraft,
  document: object,
  given: GivenOverlay | undefined,
): Promise<Rejection | undefined> {
  // An operation that inherits the document's security must not be corrected as if it had its own.
  const proposed = proposeOverlay(draft.name, document).filter(
    ({ update = {} }) => !("security" in update),
  );
  const { text } = emitOverlay(proposed, {
    title: titleOf(document),
    file: PROPOSED,
  });
  const overlay = { text, origin: PROPOSED };
  const spec = await previewSpec({ ...draft, corrections: given, overlay });
  try {
    await assertVocabulary(spec);
    toModel(spec);
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return { error, document: spec.document };
    throw error;
  }
}

/** Name of the proposed overlay before it is written. */
const PROPOSED = "overlay.yaml";

/** A correction may reveal further problems, but each removes something. */
const MOST_ROUNDS = 10;

async function correct(
  draft: SpecDraft,
  {
    rejection,
    given,
    published,
  }: { rejection: Rejection; given: GivenOverlay | undefined; published: PreviewedSpec },
): Promise<Correction> {
  const origin = "corrections.yaml";
  const textOf = (actions: readonly ProposedAction[]): string =>
    emitOverlay(actions, {
      title: titleOf(published.document),
      file: origin,
      given,
      comment: "Corrections without which no client can be generated: review each, and edit them.",
    }).text;
  let actions: readonly ProposedAction[] = [];
  let last: Rejection = rejection;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { actions: found } = correctionsOf(last.error.problems, last.document);
    const known = new Set(actions.map(({ target }) => target));
    const further = found.filter(({ target }) => !known.has(target));
    if (further.length === 0) break;
    const all = [...actions, ...further];
    const overlay = toGivenOverlay(textOf(all), origin);
    const corrected = await previewSpec({ ...draft, overlay }).catch((error: unknown) => {
      // The document is too unusual for an action that was made for its problem.
      if (error instanceof SpecError) return undefined;
      throw error;
    });
    if (corrected === undefined) break;
    actions = all;
    const next = await rejectionOf(draft, corrected.document, overlay);
    if (next === undefined) return { text: textOf(actions), actions, left: [] };
    last = next;
  }
  return { text: textOf(actions), actions, left: last.error.problems };
}
