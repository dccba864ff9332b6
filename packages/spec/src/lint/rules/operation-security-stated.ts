import type { LintRule } from "../../engine/lint-rule.ts";

/** Requires every operation below `paths` to declare its own `security`, even if it is `security: []`. */
export const operationSecurityStated: LintRule = () => ({
  Paths: {
    Operation(operation, { report, location }) {
      if (Array.isArray(operation.security)) return;
      report({
        message:
          "The operation does not declare its `security`; write `security: []` if it needs none.",
        location: location.key(),
      });
    },
  },
});
