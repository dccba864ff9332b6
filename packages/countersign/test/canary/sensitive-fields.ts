/** Returns the names of the fields that a document declares sensitive. */
export function sensitiveFields(document: object): string[] {
  return [...new Set(namesIn(document, ""))];
}

function namesIn(node: unknown, name: string): string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "x-countersign-sensitive" in node ? [name] : [];
  return [...own, ...Object.entries(node).flatMap(([key, child]) => namesIn(child, key))];
}
