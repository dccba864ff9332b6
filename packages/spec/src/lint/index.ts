export { assertVocabulary } from "./assert-vocabulary.ts";
export { type LintProblem, lintProblems } from "./lint-problems.ts";
export { lintSpec } from "./lint-spec.ts";
