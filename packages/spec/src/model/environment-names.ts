/** Words by which servers are told apart, most telling first. */
const WORDS: readonly [RegExp, string][] = [
  [/\bsandbox\b/i, "sandbox"],
  [/\b(stag(e|ing)|preprod(uction)?|pre-prod(uction)?)\b/i, "staging"],
  [/\b(test|testing|qa|uat)\b/i, "test"],
  [/\b(dev|development|localhost)\b/i, "development"],
  [/\bdemo\b/i, "demo"],
  [/\b(prod|production|live)\b/i, "production"],
];

/**
 * Returns the environment that a server's description or else its address speaks of, or undefined. A
 * description is written for people, so it goes before the address.
 */
export function environmentIn(description: string, url: URL): string | undefined {
  // The last label says nothing: `.test` and `.dev` are domains like any other.
  const address = `${url.hostname.replace(/\.[^.]+$/, "")} ${url.pathname}`;
  for (const text of [description, address]) {
    const named = WORDS.find(([word]) => word.test(text))?.[1];
    if (named !== undefined) return named;
  }
  return undefined;
}
