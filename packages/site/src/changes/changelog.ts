/** What a changelog says of a version. */
export interface Release {
  readonly version: string;
  readonly markdown: string;
}

/** Reads a changelog as Changesets writes it: a heading of level 2 for each version, the latest first. */
export function parseChangelog(text: string): Release[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [version = "", ...lines] = section.split("\n");
      return { version: version.trim(), markdown: lines.join("\n").trim() };
    });
}
