import { SiteError } from "../errors/site-error.ts";

/** What the landing page takes from the README, which says it first and whose code is tested. */
export interface ReadmeParts {
  /** What Countersign is. */
  readonly lead: string;
  readonly install: string;
  readonly firstCall: string;
  /** What the facade does: a list in Markdown. */
  readonly features: string;
}

/**
 * Returns the parts of the README that the landing page shows.
 *
 * @throws SiteError when one is missing.
 */
export function readmeParts(readme: string): ReadmeParts {
  const find = (what: string, pattern: RegExp): string => {
    const found = pattern.exec(readme)?.[1];
    if (found !== undefined) return found.trim();
    throw new SiteError(`README.md has no ${what}, which the landing page shows.`);
  };
  return {
    lead: find("paragraph below its title", /^# .*\n+([^#`][\s\S]*?)\n\n/m).replace(/\s+/g, " "),
    install: find("first block of sh", /```sh\n([\s\S]*?)```/),
    firstCall: find("first block of ts", /```ts\n([\s\S]*?)```/),
    features: find(
      "section `What the facade does`",
      /^## What the facade does\n([\s\S]*?)(?=\n##|$(?![\s\S]))/m,
    ),
  };
}
