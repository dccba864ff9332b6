import type { LintRule } from "../../engine/lint-rule.ts";

/** Every operation below `paths` says itself how it is authenticated, `security: []` included. */
export const operationSecurityStated: LintRule = () => ({
  Paths: {
    Operation(operation, { report, location }) {
      if (Array.isArray(operation.security)) return;
      report({
        message:
          "The operation does not state its `security`; write `security: []` if it needs none.",
        location: location.key(),
      });
    },
  },
});
