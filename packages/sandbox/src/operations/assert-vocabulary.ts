import type { Cursor } from "@countersign/spec/openapi";
import { type VocabularySubject, vocabularyProblems } from "@countersign/spec/vocabulary";

/**
 * Checks the words of the vocabulary that the sandbox relies on: those of the root and of the security schemes. Needed for
 * the document of a caller, which may not be linted. The vocabulary's schema takes longer to compile than a document to load.
 *
 * @throws SpecError that names the first invalid word.
 */
export function assertVocabulary(root: Cursor): void {
  assertWords(root, "Root");
  const schemes = root.at("components").at("securitySchemes").entries();
  for (const [, scheme] of schemes) assertWords(scheme, "SecurityScheme");
}

function assertWords(node: Cursor, subject: VocabularySubject): void {
  const [problem] = vocabularyProblems(Object(node.value), subject);
  if (problem === undefined) return;
  const location = problem.path.reduce((at, key) => at.at(key), node);
  location.fail(
    `${problem.message}.`,
    "Correct or remove it; `npx @countersign/cli vocabulary` explains each word.",
  );
}
