/** Words that identify an environment, most specific first. */
const WORDS: readonly [RegExp, string][] = [
  [/\bsandbox\b/i, "sandbox"],
  [/\b(stag(e|ing)|preprod(uction)?|pre-prod(uction)?)\b/i, "staging"],
  [/\b(test|testing|qa|uat)\b/i, "test"],
  [/\b(dev|development|localhost)\b/i, "development"],
  [/\bdemo\b/i, "demo"],
  [/\b(prod|production|live)\b/i, "production"],
];

/**
 * Returns the environment named in a server's description or, failing that, in its URL (`urlWithoutChoices`), or
 * undefined.
 * Descriptions are written for people, so they take precedence.
 */
export function environmentIn(description: string, url: URL | undefined): string | undefined {
  // Skip the top-level domain: `.test` and `.dev` do not indicate an environment.
  const { hostname = "", pathname = "" } = url ?? {};
  const location = `${hostname.replace(/\.[^.]+$/, "")} ${pathname}`;
  return environmentWord(description) ?? environmentWord(location);
}

/** Returns the environment named in a text, or undefined. */
export function environmentWord(text: string): string | undefined {
  return WORDS.find(([word]) => word.test(text))?.[1];
}
