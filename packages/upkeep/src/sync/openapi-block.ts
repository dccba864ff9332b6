interface Fence {
  readonly language: string;
  readonly text: string;
}

/**
 * Returns the fenced blocks of a Markdown page that may hold an OpenAPI document, to the byte: what
 * stands between the line that opens the fence and the one that closes it.
 */
export function openApiBlocks(markdown: string): string[] {
  return fences(markdown)
    .filter(({ language, text }) => /^(ya?ml|json)$/i.test(language) && mentionsOpenApi(text))
    .map(({ text }) => text);
}

/** A page may show other YAML and JSON; an OpenAPI document states its version at the top level. */
function mentionsOpenApi(text: string): boolean {
  return /^(\s*\{\s*)?["']?(openapi|swagger)["']?[ \t]*:/m.test(text);
}

/** CommonMark 4.5: a fence is closed by at least as many of the characters that opened it. */
function fences(markdown: string): Fence[] {
  const found: Fence[] = [];
  let open: { marker: string; language: string; start: number } | undefined;
  let at = 0;
  for (const line of markdown.split(/(?<=\n)/)) {
    const [, marker = "", info = ""] = /^(`{3,}|~{3,})([^\r\n]*)/.exec(line) ?? [];
    const end = at;
    at += line.length;
    if (marker === "") continue;
    if (open === undefined) {
      // An info string with a backtick makes it inline code.
      if (marker.startsWith("`") && info.includes("`")) continue;
      open = { marker, language: info.trim().split(/\s/)[0] ?? "", start: at };
    } else if (marker.startsWith(open.marker) && info.trim() === "") {
      found.push({ language: open.language, text: markdown.slice(open.start, end) });
      open = undefined;
    }
  }
  return found;
}
