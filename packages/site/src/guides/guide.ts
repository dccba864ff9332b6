import type { Html } from "../html/html.ts";
import type { Heading } from "../markdown/render-markdown.ts";
import type { GuideSection } from "./guide-order.ts";

/** A rendered page of `docs/`. */
export interface Guide {
  /** Path of its file, relative to the repository: `docs/quick-start.md`. */
  readonly source: string;
  /** Path of its page, relative to the site: `guides/quick-start.html`. */
  readonly path: string;
  /** Path of its Markdown, relative to the site: `guides/quick-start.md`. */
  readonly markdownPath: string;
  readonly section: GuideSection;
  readonly title: string;
  readonly lead: string;
  readonly headings: readonly Heading[];
  readonly body: Html;
  /** The Markdown, without links to files outside the site. */
  readonly markdown: string;
}

/** An entry in a list of guides. */
export interface GuideLink {
  readonly title: string;
  readonly url: string;
  /** The guide's first sentence. */
  readonly lead: string;
}
