/** Returns options, later ones before earlier ones; one that is undefined is not given. */
export function mergeOptions<T extends object>(defaults: T, ...given: Partial<T>[]): T {
  const layers = given.map((options) =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  );
  return Object.assign({}, defaults, ...layers);
}
