import type { LintRule } from "../../engine/lint-rule.ts";

/**
 * Requires an operationId in camelCase for every operation below `paths`, since it becomes the method name.
 * Webhooks need none, so this rule replaces Redocly's `operation-operationId`.
 */
export const operationId: LintRule = () => ({
  Paths: {
    Operation(operation, { report, location }) {
      const id = operation.operationId;
      if (id === undefined) {
        report({
          message: "The operation has no operationId, which becomes the method name.",
          location: location.key(),
        });
      } else if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
        report({
          message: `operationId \`${id}\` must be camelCase, because it becomes the method name.`,
          location: location.child("operationId"),
        });
      }
    },
  },
});
