/** A part of a word: literal text, or the value of a variable. */
export type ShellPart = string | { readonly variable: string };

/** Thrown with a reason when a shell sample is impossible. */
export class NotInShell extends Error {
  override readonly name = "NotInShell";
}

/**
 * Returns parts as one word of a POSIX shell, quoted so that no text can break out of it. Only the variables
 * are expanded: not even `!`, which shells with a history expand.
 *
 * @throws NotInShell for a null character, which would end the word.
 */
export function shellWord(...parts: readonly ShellPart[]): string {
  if (parts.some((part) => typeof part === "string" && part.includes("\0"))) {
    throw new NotInShell("a shell string cannot contain the null character");
  }
  const all = parts.filter((part) => part !== "");
  if (all.every((part) => typeof part === "string")) return quoted(all.join(""));
  let word = "";
  let open = "";
  const close = (): void => {
    if (open !== "") word += `"${open}"`;
    open = "";
  };
  for (const [index, part] of all.entries()) {
    const next = all[index + 1];
    if (typeof part !== "string") {
      const needsBraces = typeof next === "string" && /^\w/.test(next);
      open += needsBraces ? `\${${part.variable}}` : `$${part.variable}`;
    } else if (/["$`\\!]/.test(part)) {
      close();
      word += quoted(part);
    } else {
      open += part;
    }
  }
  close();
  return word;
}

function quoted(text: string): string {
  if (/^[\w./:@%+,-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
