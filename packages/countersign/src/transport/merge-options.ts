import { CountersignError } from "../errors/errors.ts";

/**
 * Returns options that are numbers, later ones before earlier ones; one that is undefined is not given.
 *
 * @throws CountersignError `configuration_invalid` for one that is not 0 or more.
 */
export function mergeOptions<T extends object>(
  defaults: T,
  ...given: (Partial<T> | false | undefined)[]
): T {
  const merged = { ...defaults };
  for (const [name, value] of given.flatMap((options) => Object.entries(options || {}))) {
    if (value === undefined) continue;
    if (!(typeof value === "number" && value >= 0)) {
      const text = `The option \`${name}\` must be 0 or more.`;
      throw new CountersignError("configuration_invalid", text);
    }
    Object.assign(merged, { [name]: value });
  }
  return merged;
}
