/**
 * Returns an object's own properties as an object that inherits none. Options are read from such a copy, because a
 * polluted `Object.prototype.baseUrl` would send credentials to another server.
 *
 * @throws TypeError for null, which the types refuse.
 */
export function own<T extends object>(object: T): T;
/** Returns the same of an object that may be missing, which then has no properties. */
export function own<T extends object>(object: T | undefined): Partial<T>;
export function own({ ...properties }: object = {}): object {
  return { __proto__: null, ...properties };
}

/** Returns a copy of a table, in which no object inherits properties. */
export function ownTable<T>(table: T): T {
  if (typeof table !== "object" || table === null) return table;
  // The copies have the same properties.
  if (Array.isArray(table)) return table.map((item) => ownTable(item)) as T;
  const copy: object = own({});
  for (const [key, value] of Object.entries(table)) Reflect.set(copy, key, ownTable(value));
  return copy as T;
}
