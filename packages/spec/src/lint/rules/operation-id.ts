import type { LintRule } from "../../engine/lint-rule.ts";

/**
 * Every operation below `paths` has an operationId, in camelCase: it becomes a method's name. Webhooks
 * need none, which is why this stands in for Redocly's `operation-operationId`.
 */
export const operationId: LintRule = () => ({
  Paths: {
    Operation(operation, { report, location }) {
      const id = operation.operationId;
      if (id === undefined) {
        report({
          message: "The operation has no operationId; it becomes a method's name.",
          location: location.key(),
        });
      } else if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
        report({
          message: `operationId \`${id}\` is not camelCase; it becomes a method's name.`,
          location: location.child("operationId"),
        });
      }
    },
  },
});
