import type { Cursor } from "../openapi/cursor.ts";
import type { ProblemCollector } from "../problem/problem-collector.ts";
import { headerName } from "./header-name.ts";

/** Headers that a client always sends. */
export interface DefaultHeaders {
  /** Values by name. */
  readonly values: Readonly<Record<string, string>>;
  /** Names of those that callers cannot override. */
  readonly fixed: readonly string[];
}

/**
 * Returns the headers that a client always sends: header parameters with `x-countersign-default`.
 *
 * A header must not have two different defaults: a client sends the same value for all operations.
 */
export function toDefaultHeaders(root: Cursor, problems: ProblemCollector): DefaultHeaders {
  // Keyed by name in lower case, because `Accept` and `accept` are the same header.
  const headers = new Map<string, readonly [string, string]>();
  const fixed = new Set<string>();
  problems.attemptEach(allParameters(root, problems), (parameter) => {
    const cursor = parameter.at("x-countersign-default");
    const isFixed = parameter.at("x-countersign-fixed");
    if (!cursor.exists) {
      if (isFixed.exists) {
        isFixed.fail(
          "Only a header with `x-countersign-default` can be fixed.",
          "Declare the value with `x-countersign-default`.",
        );
      }
      return;
    }
    if (parameter.at("in").string() !== "header") {
      cursor.fail("Only a header parameter can have `x-countersign-default`.", "Remove it.");
    }
    const name = headerName(parameter.at("name"));
    const value = cursor.string();
    const [known = name, knownValue = value] = headers.get(name.toLowerCase()) ?? [];
    if (knownValue !== value) {
      cursor.fail(
        `The header ${name} has two different defaults.`,
        "Give it one value everywhere.",
      );
    }
    headers.set(name.toLowerCase(), [known, value]);
    if (isFixed.exists) fixed.add(known);
  });
  const values = [...headers.values()].sort(([a], [b]) => (a < b ? -1 : 1));
  return { values: Object.fromEntries(values), fixed: [...fixed].sort() };
}

function allParameters(root: Cursor, problems: ProblemCollector): Cursor[] {
  const paths = root.at("paths").entries();
  const items = paths.filter(([path]) => path.startsWith("/")).map(([, item]) => item);
  const operations = items.flatMap((item) =>
    item
      .entries()
      .filter(([key]) => key !== "parameters" && key !== "servers" && !key.startsWith("x-"))
      .map(([, operation]) => operation)
      .filter((operation) => typeof operation.value === "object"),
  );
  const owners = [...items, ...operations];
  return problems.attemptEach(owners, (owner) => owner.at("parameters").items()).flat();
}
