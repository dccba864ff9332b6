import { findings } from "../engine/findings.ts";
import type { Spec } from "../load/spec.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { vocabulary } from "./rules/vocabulary.ts";

/**
 * Checks that every `x-countersign-*` word of a document is on an object that the vocabulary allows it on,
 * with a valid value.
 *
 * @throws SpecError with every invalid word.
 */
export async function assertVocabulary({ subject, locationOf }: Spec): Promise<void> {
  // A third-party document uses none of these words, and walking a large one takes time.
  if (!hasWord(subject.document)) return;
  const problems = new ProblemCollector();
  for (const { message, pointer } of await findings(subject, vocabulary)) {
    problems.add({
      message,
      location: locationOf(pointer),
      remedy: "Correct or remove it; `npx @countersign/cli vocabulary` explains each word.",
    });
  }
  problems.assertNone();
}

function hasWord(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(
    ([key, child]) => /^x-(countersign-|extensible-enum$)/i.test(key) || hasWord(child),
  );
}
