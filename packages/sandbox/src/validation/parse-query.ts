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
    const [object] = [...documented.values()].filter(({ pairs: names }) => names.includes(name));
    if (parameter?.isList) parsed[name] = toList(splitItems(values, parameter), parameter);
    else if (parameter?.isFlatObject) nestPairs(parsed, name, splitItems(values, parameter));
    else if (parameter !== undefined) parsed[name] = value;
    else if (object !== undefined) nestValue(parsed, `${object.name}[${name}]`, value);
    else if (owner?.isDeepObject) nestValue(parsed, name, value);
    else parsed[name] = value;
  }
  return parsed;
}

/** A single item of a parameter that need not be a list is that item. */
function toList(items: readonly string[], { isSingle }: Parameter): unknown {
  return isSingle && items.length === 1 ? items[0] : items;
}

function splitItems(values: readonly string[], { delimiter }: Parameter): readonly string[] {
  return delimiter === undefined ? values : values.flatMap((value) => value.split(delimiter));
}

/** Sets the properties of an object that is written as names and values in turn. */
function nestPairs(parsed: Record<string, unknown>, name: string, items: readonly string[]): void {
  for (let at = 0; at + 1 < items.length; at += 2) {
    nestValue(parsed, `${name}[${items[at]}]`, items[at + 1]);
  }
}
