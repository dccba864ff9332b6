import type { Html } from "../html/html.ts";
import type { Heading } from "../markdown/render-markdown.ts";

/** A text of `docs/`, rendered. */
export interface Guide {
  /** Path of its file from the repository's root: `docs/quick-start.md`. */
  readonly source: string;
  /** Path of its page from the site's root: `guides/quick-start.html`. */
  readonly path: string;
  /** Path of its text from the site's root: `guides/quick-start.md`. */
  readonly markdownPath: string;
  readonly title: string;
  readonly lead: string;
  readonly headings: readonly Heading[];
  readonly body: Html;
  /** The text, without links that lead out of the site. */
  readonly markdown: string;
}

/** A guide in a list. */
export interface GuideLink {
  readonly title: string;
  readonly address: string;
  /** Its first sentence. */
  readonly lead: string;
}
