/** Latin letters that do not decompose into a base letter and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "Ae", œ: "oe", Œ: "Oe", ø: "o", Ø: "O", ł: "l", Ł: "L" },
  ...{ đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i" },
};

/** Returns a string's words in camelCase. Drops accents, and every character that has no Latin equivalent. */
export function camelCase(text: string): string {
  return wordsOf(text)
    .map((word, index) => (index === 0 ? lowerStart(word) : upperStart(word)))
    .join("");
}

/** Returns a string's words in PascalCase; capitals stay, so that `KYC-result` gives `KYCResult`. */
export function pascalCase(text: string): string {
  return wordsOf(text).map(upperStart).join("");
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\0-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);
  return plain.match(/[A-Za-z0-9]+/g) ?? [];
}

/** `URL` gives `url`, `URLFor` gives `urlFor`, `GetUser` gives `getUser`. */
function lowerStart(word: string): string {
  return word.replace(/^([A-Z]+(?![a-z])|[A-Z])/, (start) => start.toLowerCase());
}

function upperStart(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
