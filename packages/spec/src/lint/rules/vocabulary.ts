import type { LintRule } from "../../engine/lint-rule.ts";
import { type VocabularySubject, vocabularyProblems } from "../../vocabulary/vocabulary.ts";

const SUBJECTS: Readonly<Record<string, VocabularySubject>> = {
  Root: "Root",
  Server: "Server",
  SecurityScheme: "SecurityScheme",
  Operation: "Operation",
  Parameter: "Parameter",
  Schema: "Schema",
  Example: "Example",
  Header: "Header",
};

/** Requires every `x-countersign-*` word to be on an object that the vocabulary allows it on, with a valid value. */
export const vocabulary: LintRule = () => ({
  any: {
    enter(node: unknown, { report, location, type }) {
      if (typeof node !== "object" || node === null || Array.isArray(node)) return;
      // Some keys, such as those below `properties`, are names that the API chose, not words.
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
