import {
  BaseResolver,
  type Config,
  createConfig,
  lintDocument,
  type NormalizedProblem,
  Source,
} from "@redocly/openapi-core";
import type { NodeLocations } from "../source/node-locations.ts";
import type { LintRule } from "./lint-rule.ts";

/** A document to lint, and the locations of its nodes. */
export interface LintSubject {
  /** Path to report for a node without a location of its own. */
  readonly file: string;
  readonly document: object;
  readonly locations: NodeLocations<Source>;
}

/** A problem that one rule found, and where. */
export interface Finding {
  readonly message: string;
  readonly pointer: string;
}

/** Returns the problems that a single rule finds in a bundled document. */
export async function findings(
  subject: LintSubject,
  rule: LintRule,
  resolver?: BaseResolver,
): Promise<Finding[]> {
  const plugin = { id: "own", rules: { oas3: { rule } } };
  const config = await createConfig({ plugins: [plugin], rules: { "own/rule": "error" } });
  const problems = await problemsOf(subject, config, resolver);
  return problems.map(({ message, location }) => ({
    message,
    pointer: location[0]?.pointer ?? "#/",
  }));
}

/** Returns the problems that the rules of a configuration find in a bundled document. */
export async function problemsOf(
  { file, document }: LintSubject,
  config: Config,
  externalRefResolver: BaseResolver = new BaseResolver(config.resolve),
): Promise<NormalizedProblem[]> {
  // No source text is needed: problems are reported at their nodes' original locations.
  const source = new Source(file, "");
  return lintDocument({ document: { source, parsed: document }, config, externalRefResolver });
}
