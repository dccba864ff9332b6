import type { LintRule } from "../../engine/lint-rule.ts";

/** Every successful response with a body shows an example. That it validates is Redocly's own rule. */
export const successResponseExample: LintRule = () => ({
  Response: {
    skip: (_response, key) => !/^2/.test(String(key)),
    MediaType(media, { report, location }) {
      const examples = Object.keys(media.examples ?? {});
      if (media.example !== undefined || examples.length > 0) return;
      report({
        message: "A successful response with a body needs an `example` or `examples`.",
        location: location.key(),
      });
    },
  },
});
