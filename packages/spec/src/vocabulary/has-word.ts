/** Returns whether a document has a word of the vocabulary. Third-party documents have none, and checks take time. */
export function hasWord(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(
    ([key, child]) => /^x-(countersign-|extensible-enum$)/i.test(key) || hasWord(child),
  );
}
