import { freeName, isMethodName } from "./names.ts";

/** What an operation's method name depends on. */
export interface NamedOperation {
  /** As written in the document, or undefined. */
  readonly operationId: string | undefined;
  /** In lower case. */
  readonly method: string;
  readonly path: string;
}

/**
 * Returns a unique method name for each operation. An operationId that is a valid method name is used as is.
 * Any other, such as `repos/get-content`, is converted to camelCase. If the result is invalid or taken, the
 * name is made from method and path: `getReposByOwnerContents`.
 *
 * Names depend only on the document, and a valid operationId never gives way to a derived name.
 */
export function methodNames(operations: readonly NamedOperation[]): string[] {
  const taken = new Set(operations.flatMap(({ operationId = "" }) => operationId));
  return operations.map(({ operationId, method, path }) => {
    if (operationId !== undefined && isMethodName(operationId)) return operationId;
    const made = camelCase(operationId ?? "");
    const byPath = camelCase(`${method} ${path.replace(/\{([^{}]+)\}/g, " by $1 ")}`);
    const name = [made, byPath, `${method}Operation`].find(isMethodName) ?? byPath;
    const free = [name, byPath].find((each) => !taken.has(each)) ?? freeName(name, taken);
    taken.add(free);
    return free;
  });
}

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
