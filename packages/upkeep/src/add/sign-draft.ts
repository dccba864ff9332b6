import { previewSpec, type SpecDraft } from "@countersign/spec/load";
import type { SourceLocation } from "@countersign/spec/problem";
import type { Hmac } from "@countersign/spec/vocabulary";
import type { ProposedAction } from "./decision.ts";
import { emitOverlay } from "./emit-overlay.ts";
import type { ChosenNames, OpenName } from "./open-names.ts";
import { type OpenSigning, openSigning } from "./open-signing.ts";
import { signingActions } from "./signing-actions.ts";
import { type ChosenSigning, NO_SIGNING, toSigning } from "./to-signing.ts";

/** Asks how requests and webhook deliveries are signed. */
export type ChooseSigning = (open: OpenSigning) => Promise<ChosenSigning>;

/** A document whose signatures are declared. */
export interface SignedDraft {
  readonly document: object;
  /** The options that hold the signatures' keys. */
  readonly openNames: readonly OpenName[];
  /** Security schemes that are no signatures, although they may look like some. */
  readonly plain: ReadonlySet<string>;
  /** Returns the overlay's actions that declare the signatures, with the chosen names of the keys. */
  readonly actions: (chosen: ChosenNames) => ProposedAction[];
}

/**
 * Declares the signatures of a document as chosen, so that everything else is derived from the signed API: the names of
 * credentials, and what each operation requires.
 *
 * @throws SpecError when the choice is invalid.
 */
export async function signDraft(
  draft: SpecDraft,
  {
    document,
    choose,
    location,
  }: {
    document: object;
    choose: ChooseSigning | undefined;
    location: SourceLocation;
  },
): Promise<SignedDraft> {
  const open = openSigning(document);
  const signing = await toSigning(open, (await choose?.(open)) ?? NO_SIGNING, location);
  const { requests, plain, webhooks } = signing;
  const assumed = signingActions(document, signing);
  const openNames = [...requests].map(([of, { credential }]): OpenName => {
    return { kind: "credential", of, assumed: credential, isKey: true };
  });
  return {
    document: assumed.length === 0 ? document : await overlaid(draft, assumed),
    openNames,
    plain,
    actions: ({ credentials }) => {
      const named = [...requests].map(([scheme, hmac]): [string, Hmac] => {
        return [scheme, { ...hmac, credential: credentials.get(scheme) ?? hmac.credential }];
      });
      return signingActions(
        document,
        { requests: new Map(named), webhooks },
        new Set(credentials.keys()),
      );
    },
  };
}

async function overlaid(draft: SpecDraft, actions: readonly ProposedAction[]): Promise<object> {
  const { text } = emitOverlay(actions, { title: draft.name, file: draft.file });
  return (await previewSpec({ ...draft, overlay: { text, origin: `${draft.file}.signing` } }))
    .document;
}
