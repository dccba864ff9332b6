/** Returns a name for a message, without backquotes, which delimit names there. */
export function plain(name: string): string {
  return name.replaceAll("`", "'");
}

/** Returns a name in backquotes, as messages have it. */
export function code(name: string): string {
  return `\`${plain(name)}\``;
}

/** Returns a sentence's beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
