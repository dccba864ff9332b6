import { CountersignError } from "../errors/errors.ts";

/**
 * Merges numeric options: later arguments override earlier ones, and undefined values are ignored.
 *
 * @throws CountersignError `configuration_invalid` for a value that is not 0 or more.
 */
export function mergeOptions<T extends object>(
  defaults: T,
  ...given: ({ readonly [K in keyof T]?: T[K] | undefined } | false | undefined)[]
): T {
  const merged = { ...defaults };
  for (const options of given) {
    for (const [name, value] of options ? Object.entries(options) : []) {
      if (value === undefined) continue;
      if (!(typeof value === "number" && value >= 0)) {
        const message = `The option \`${name}\` must be 0 or more.`;
        throw new CountersignError("configuration_invalid", message);
      }
      Reflect.set(merged, name, value);
    }
  }
  return merged;
}
