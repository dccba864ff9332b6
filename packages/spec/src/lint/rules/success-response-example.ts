import type { LintRule } from "../../engine/lint-rule.ts";

/** Requires an example for every success response with a body. Redocly's own rule validates the examples. */
export const successResponseExample: LintRule = () => ({
  Response: {
    skip: (_response, key) => !/^2/.test(String(key)),
    MediaType(media, { report, location }) {
      const examples = Object.keys(media.examples ?? {});
      if (media.example !== undefined || examples.length > 0) return;
      report({
        message: "A success response with a body needs an `example` or `examples`.",
        location: location.key(),
      });
    },
  },
});
