import type { LintRule } from "../../engine/lint-rule.ts";
import { isObject } from "../../json/is-object.ts";
import { resourceProblems } from "../../resources/check-resources.ts";

/** Requires that everything exists that the words about resources name: states, moves, events, properties and so on. */
export const resources: LintRule = () => ({
  Root(document: unknown, { report }) {
    if (!isObject(document)) return;
    const locationOf = (pointer: string) => ({ file: "", pointer });
    for (const { message, remedy, location } of resourceProblems({ document, locationOf })) {
      report({ message: `${message} ${remedy}`, location: { pointer: location.pointer ?? "#/" } });
    }
  },
});
