import { SiteError } from "../errors/site-error.ts";

/** The parts of the README that the landing page reuses. */
export interface ReadmeParts {
  /** A sentence about Countersign. */
  readonly lead: string;
  readonly install: string;
  readonly firstCall: string;
  /** The features of the facade, as a Markdown list. */
  readonly features: string;
}

/**
 * Returns the parts of the README that the landing page shows.
 *
 * @throws SiteError if one is missing.
 */
export function readmeParts(readme: string): ReadmeParts {
  const find = (what: string, pattern: RegExp): string => {
    const found = pattern.exec(readme)?.[1];
    if (found !== undefined) return found.trim();
    throw new SiteError(`README.md has no ${what}, which the landing page needs.`);
  };
  return {
    lead: find("paragraph below the title", /^# .*\n+([^#`][\s\S]*?)\n\n/m).replace(/\s+/g, " "),
    install: find("`sh` code block", /```sh\n([\s\S]*?)```/),
    firstCall: find("`ts` code block", /```ts\n([\s\S]*?)```/),
    features: find(
      "section `What the facade does`",
      /^## What the facade does\n([\s\S]*?)(?=\n##|$(?![\s\S]))/m,
    ),
  };
}
