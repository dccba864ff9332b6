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

/** A document to lint, and where its nodes come from. */
export interface LintSubject {
  /** Path that names the document where a node's own place is not known. */
  readonly file: string;
  readonly document: object;
  readonly locations: NodeLocations<Source>;
}

/** What one rule found wrong with a document, and where. */
export interface Finding {
  readonly message: string;
  readonly pointer: string;
}

/** Returns what a single rule finds wrong with a bundled document. */
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

/** Returns the problems that a configuration's rules find in a bundled document. */
export async function problemsOf(
  { file, document }: LintSubject,
  config: Config,
  externalRefResolver: BaseResolver = new BaseResolver(config.resolve),
): Promise<NormalizedProblem[]> {
  // Its text would be that of no file: problems are shown where their nodes are written.
  const source = new Source(file, "");
  return lintDocument({ document: { source, parsed: document }, config, externalRefResolver });
}
