import { findings } from "../engine/findings.ts";
import type { Spec } from "../load/spec.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import { resourceProblems } from "../resources/check-resources.ts";
import { hasWord } from "../vocabulary/has-word.ts";
import { vocabulary } from "./rules/vocabulary.ts";

/**
 * Checks that every `x-countersign-*` word of a document is on an object that the vocabulary allows it on,
 * with a valid value, and that what the words about resources name exists.
 *
 * @throws SpecError with every invalid word, or else with every name that does not exist.
 */
export async function assertVocabulary(spec: Spec): Promise<void> {
  const { subject, locationOf } = spec;
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
  for (const problem of resourceProblems(spec)) problems.add(problem);
  problems.assertNone();
}
