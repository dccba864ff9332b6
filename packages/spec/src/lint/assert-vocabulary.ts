import { findings } from "../engine/findings.ts";
import type { Spec } from "../load/spec.ts";
import { SpecError } from "../problem/spec-error.ts";
import { vocabulary } from "./rules/vocabulary.ts";

/**
 * Checks that every `x-countersign-*` word of a document is on an object that the vocabulary allows it on,
 * with a valid value.
 *
 * @throws SpecError for the first invalid word.
 */
export async function assertVocabulary({ subject, locationOf }: Spec): Promise<void> {
  // A third-party document uses none of these words, and walking a large one takes time.
  if (!hasWord(subject.document)) return;
  const [first] = await findings(subject, vocabulary);
  if (first === undefined) return;
  throw new SpecError(first.message, {
    location: locationOf(first.pointer),
    remedy: "Correct or remove it; Countersign's docs/vocabulary.md explains each word.",
  });
}

function hasWord(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(
    ([key, child]) => /^x-(countersign-|extensible-enum$)/i.test(key) || hasWord(child),
  );
}
