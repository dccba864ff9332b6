/** Returns a code span on one line, safe in a table cell. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** Returns text from a spec on one line, with Markdown and HTML escaped; safe in a table cell. */
export function plain(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}

/** Returns text from a spec on one line, keeping code spans and escaping everything else. */
export function prose(text: string): string {
  return oneLine(text)
    .trim()
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : spaced(part)))
    .join("");
}

function spaced(text: string): string {
  const [before = "", after = ""] = [/^\s*/.exec(text)?.[0], /\s*$/.exec(text)?.[0]];
  return text.trim() === "" ? before : `${before}${plain(text)}${after}`;
}

/** Joins lines, and removes control and bidirectional characters. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "");
}

/** Returns items as a list within a sentence: `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
