import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import type { ParameterModel } from "./model.ts";

/** A parameter that an operation or its path declares. */
export interface DeclaredParameter extends Pick<ParameterModel, "in" | "name"> {
  readonly cursor: Cursor;
}

const LOCATIONS: readonly ParameterModel["in"][] = ["path", "query", "header", "cookie"];

/**
 * Returns the parameters by location and name; an operation's own overrides its path's.
 *
 * @param owners - The path item and the operation.
 */
export function declaredParameters(
  owners: readonly Cursor[],
  problems: ProblemCollector,
): DeclaredParameter[] {
  const lists = problems.attemptEach(owners, (owner) => owner.at("parameters").items());
  const all = problems.attemptEach(lists.flat(), declaredParameter);
  return [...new Map(all.map((each) => [`${each.in} ${each.name}`, each])).values()];
}

function declaredParameter(cursor: Cursor): DeclaredParameter {
  const text = cursor.at("in").string();
  const location = LOCATIONS.find((known) => known === text);
  if (location !== undefined) return { in: location, name: cursor.at("name").string(), cursor };
  return cursor.fail(
    `A parameter cannot be in ${JSON.stringify(text)}.`,
    "Put it in path, query, header or cookie.",
  );
}
