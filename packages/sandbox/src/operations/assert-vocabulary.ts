import type { Cursor } from "@countersign/spec/openapi";
import { type VocabularySubject, vocabularyProblems } from "@countersign/spec/vocabulary";

/**
 * Checks the words of the vocabulary on a node. Needed because the document of a caller may not be linted.
 *
 * @throws SpecError that names the first invalid word.
 */
export function assertVocabulary(node: Cursor, subject: VocabularySubject): void {
  const [problem] = vocabularyProblems(Object(node.value), subject);
  if (problem === undefined) return;
  const location = problem.path.reduce((at, key) => at.at(key), node);
  location.fail(
    `${problem.message}.`,
    "Correct or remove it; `npx @countersign/cli vocabulary` explains each word.",
  );
}
