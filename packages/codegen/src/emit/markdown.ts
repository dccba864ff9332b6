/** Returns a code span of one line, which also stands in a table's cell. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** Returns a spec's text on one line, neither Markdown nor HTML, which also stands in a table's cell. */
export function plain(text: string): string {
  return oneLine(text)
    .trim()
    .replace(/[\\`*_{}[\]<>#|~]/g, (character) => (character === "<" ? "&lt;" : `\\${character}`));
}

/** Returns a spec's text on one line, in which code spans stay what they are and all else is plain. */
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

/** Characters that steer a terminal or change the direction of writing are left out. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "");
}
