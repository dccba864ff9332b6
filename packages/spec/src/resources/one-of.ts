/** Returns the remedy for a name that does not exist: the names that do, or to declare it where it is missing. */
export function oneOf(names: readonly string[], missingFrom: string): string {
  if (names.length === 0) return `Declare it in ${missingFrom}, or remove it.`;
  const shown = names.map((name) => `\`${name}\``).join(", ");
  return `Specify ${names.length === 1 ? "" : "one of "}${shown}, or declare it in ${missingFrom}.`;
}
