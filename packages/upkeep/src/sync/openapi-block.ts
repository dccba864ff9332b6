interface Fence {
  readonly language: string;
  readonly text: string;
}

/**
 * Returns the contents of the fenced blocks of a Markdown page that may be OpenAPI documents, byte for byte, without
 * the fences.
 */
export function openApiBlocks(markdown: string): string[] {
  return fences(markdown)
    .filter(({ language, text }) => /^(ya?ml|json)$/i.test(language) && mentionsOpenApi(text))
    .map(({ text }) => text);
}

/** Whether text has a version at the top level as OpenAPI does. A page may show other YAML and JSON. */
function mentionsOpenApi(text: string): boolean {
  return /^(\s*\{\s*)?["']?(openapi|swagger)["']?[ \t]*:/m.test(text);
}

/** CommonMark 4.5: a closing fence has at least as many of the same characters as the opening one. */
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
      // With a backtick in the info string, it is inline code.
      if (marker.startsWith("`") && info.includes("`")) continue;
      open = { marker, language: info.trim().split(/\s/)[0] ?? "", start: at };
    } else if (marker.startsWith(open.marker) && info.trim() === "") {
      found.push({ language: open.language, text: markdown.slice(open.start, end) });
      open = undefined;
    }
  }
  return found;
}
