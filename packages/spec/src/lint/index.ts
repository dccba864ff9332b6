export { SLOW_PATTERN } from "./all-problems.ts";
export { assertVocabulary } from "./assert-vocabulary.ts";
export { IGNORE_FILE } from "./lint-config.ts";
export { type LintProblem, lintProblems } from "./lint-problems.ts";
export { type LintedSpec, lintSpec } from "./lint-spec.ts";
