/** A version's section of a changelog. */
export interface Release {
  readonly version: string;
  readonly markdown: string;
}

/** Parses a changelog of Changesets: a level-2 heading for each version, latest first. */
export function parseChangelog(text: string): Release[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [version = "", ...lines] = section.split("\n");
      return { version: version.trim(), markdown: lines.join("\n").trim() };
    });
}
