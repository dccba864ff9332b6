import type { Parameter } from "../operations/read-parameters.ts";
import { nestValue } from "./nest-value.ts";

/**
 * Parses a query into one value per parameter, according to each parameter's style. Undocumented
 * names are kept, so that validation can report them.
 */
export function parseQuery(
  query: string,
  parameters: readonly Parameter[],
): Readonly<Record<string, unknown>> {
  const documented = new Map(
    parameters.filter((each) => each.in === "query").map((each) => [each.name, each]),
  );
  const pairs = new URLSearchParams(query);
  const parsed: Record<string, unknown> = Object.create(null);
  for (const name of new Set(pairs.keys())) {
    const values = pairs.getAll(name);
    const value = values.length === 1 ? values[0] : values;
    const parameter = documented.get(name);
    const owner = documented.get(name.split("[")[0] ?? "");
    if (parameter?.isList) parsed[name] = splitList(values, parameter);
    else if (parameter === undefined && owner?.isDeepObject) nestValue(parsed, name, value);
    else parsed[name] = value;
  }
  return parsed;
}

function splitList(values: readonly string[], { delimiter }: Parameter): readonly string[] {
  return delimiter === undefined ? values : values.flatMap((value) => value.split(delimiter));
}
