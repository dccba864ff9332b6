const ANY_WORD = /^x-(countersign-|extensible-enum$)/i;

/**
 * Returns whether a document has a word of the vocabulary. Third-party documents have none, and checks take time.
 *
 * @param words - Matches the words that count. Default: all.
 */
export function hasWord(node: unknown, words: RegExp = ANY_WORD): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(([key, child]) => words.test(key) || hasWord(child, words));
}
