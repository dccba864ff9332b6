import { assertPlain } from "./assert-plain.ts";

/**
 * Returns query parameters with objects no deeper than one level, for a serializer that knows no more:
 * `{ filter: { identifier: { key } } }` becomes `filter[identifier][key]` on the wire. OpenAPI leaves
 * `deepObject` undefined beyond the first level; this is how servers that read brackets nest them.
 *
 * @throws CountersignError `request_invalid` for a value that would be dropped or distorted.
 */
export function nestQuery(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      isRecord(value) ? Object.fromEntries(flat(name, value, "")) : checked(name, value),
    ]),
  );
}

function flat(
  parameter: string,
  object: Readonly<Record<string, unknown>>,
  prefix: string,
): [string, unknown][] {
  return Object.entries(object).flatMap(([key, value]): [string, unknown][] => {
    const name = prefix === "" ? key : `${prefix}][${key}`;
    return isRecord(value) ? flat(parameter, value, name) : [[name, checked(parameter, value)]];
  });
}

function checked(parameter: string, value: unknown): unknown {
  for (const one of Array.isArray(value) ? value : [value]) assertPlain("query", parameter, one);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
