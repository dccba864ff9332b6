import type { LintRule } from "../lint-rule.ts";

/** An operationId becomes a method's name: it is camelCase. Presence and uniqueness are Redocly's own rules. */
export const operationIdCamelCase: LintRule = () => ({
  Operation(operation, { report, location }) {
    const id = operation.operationId;
    if (id === undefined || /^[a-z][a-zA-Z0-9]*$/.test(id)) return;
    report({
      message: `operationId \`${id}\` is not camelCase; it becomes a method's name.`,
      location: location.child("operationId"),
    });
  },
});
