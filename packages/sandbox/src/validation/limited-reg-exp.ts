import { withinTime } from "@countersign/spec/openapi";
import { Refusal } from "../exchange/refusal.ts";

const LIMIT_MS = 1000;

/** A regular expression as Ajv runs it. */
interface LimitedRegExp {
  readonly test: (text: string) => boolean;
  /** Ajv compares expressions by their text. */
  readonly toString: () => string;
}

/**
 * Creates the regular expression of a schema's `pattern`. A pattern that needs more than a second for a value of a
 * request would stop every other request as well.
 *
 * @throws Refusal from `test`, if it takes longer.
 */
function createRegExp(pattern: string, flags: string): LimitedRegExp {
  const expression = new RegExp(pattern, flags);
  return {
    test: (text) => {
      const isMatch = withinTime(() => expression.test(text), LIMIT_MS);
      if (isMatch === undefined) throw tooSlow(pattern);
      return isMatch;
    },
    toString: () => String(expression),
  };
}

function tooSlow(pattern: string): Refusal {
  const message = `The pattern ${JSON.stringify(pattern)} of the document takes more than a second for a value of this request. Rewrite it without nested or adjacent repetitions of the same characters, or remove it.`;
  return new Refusal({ status: 500, code: "slow_pattern", message });
}

/** Regular expressions with a time limit, for Ajv's option `code.regExp`. */
export const limitedRegExp: typeof createRegExp & { readonly code: string } = Object.assign(
  createRegExp,
  // Names the function in code that Ajv writes to a file, which nothing does here.
  { code: "limitedRegExp" },
);
