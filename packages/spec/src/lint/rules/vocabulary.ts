import type { LintRule } from "../../engine/lint-rule.ts";
import { type VocabularySubject, vocabularyProblems } from "../../vocabulary/vocabulary.ts";

const SUBJECTS: Readonly<Record<string, VocabularySubject>> = {
  Root: "Root",
  Server: "Server",
  SecurityScheme: "SecurityScheme",
  Operation: "Operation",
  Parameter: "Parameter",
  Schema: "Schema",
};

/** Every `x-countersign-*` word stands where the vocabulary allows it, with a value that it allows. */
export const vocabulary: LintRule = () => ({
  any: {
    enter(node: unknown, { report, location, type }) {
      if (typeof node !== "object" || node === null || Array.isArray(node)) return;
      // Below `properties`, say, the keys are names that the API chose, not words.
      if (type.extensionsPrefix === undefined) return;
      if (!Object.keys(node).some(isWord)) return;
      for (const problem of vocabularyProblems(node, SUBJECTS[type.name] ?? "other")) {
        report({ message: `${problem.message}.`, location: location.child([...problem.path]) });
      }
    },
  },
});

function isWord(key: string): boolean {
  return key.startsWith("x-countersign-") || key === "x-extensible-enum";
}
