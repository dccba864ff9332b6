/** Returns the names of a path template's parameters, each once: `/users/{id}` gives `id`. */
export function pathNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name))];
}
