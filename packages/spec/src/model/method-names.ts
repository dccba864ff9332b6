import { freeName, isMethodName } from "./names.ts";

/** An operation, as far as its name goes. */
export interface NamedOperation {
  /** As the document has it, or undefined. */
  readonly operationId: string | undefined;
  /** In lower case. */
  readonly method: string;
  readonly path: string;
}

/**
 * Returns the name of each operation's method, all different. An operationId that can be a method's name is
 * one; another, as `repos/get-content`, is written in camelCase, and where that cannot be a name, or is
 * taken, method and path make one: `getReposByOwnerContents`.
 *
 * Names follow from the document alone, and an operationId that is a name is never displaced by one that is
 * made.
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

/** Latin letters that are no letter with an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: "ss", ẞ: "SS", æ: "ae", Æ: "Ae", œ: "oe", Œ: "Oe", ø: "o", Ø: "O", ł: "l", Ł: "L" },
  ...{ đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i" },
};

/** Returns a text's words in camelCase. Accents are dropped; what has no Latin letters or digits beside them gives nothing. */
export function camelCase(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\0-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);
  const words = plain.match(/[A-Za-z0-9]+/g) ?? [];
  return words.map((word, index) => (index === 0 ? lowerStart(word) : upperStart(word))).join("");
}

/** `URL` gives `url`, `URLFor` gives `urlFor`, `GetUser` gives `getUser`. */
function lowerStart(word: string): string {
  return word.replace(/^([A-Z]+(?![a-z])|[A-Z])/, (start) => start.toLowerCase());
}

function upperStart(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
