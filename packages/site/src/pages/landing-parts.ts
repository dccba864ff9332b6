import type { History } from "../changes/history.ts";
import type { Guide } from "../guides/guide.ts";
import { pageOf } from "../guides/load-guides.ts";
import { Html } from "../html/html.ts";
import type { Highlight } from "../markdown/highlighter.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import type { LoadedReference } from "../reference/load-references.ts";
import { firstSentence } from "./guide-page.ts";
import type { LandingParts } from "./landing.ts";
import { readmeParts } from "./readme-parts.ts";

/** The sources of the landing page. */
export interface LandingSources {
  readonly highlight: Highlight;
  readonly references: readonly LoadedReference[];
  readonly guides: readonly Guide[];
  readonly history: History;
}

/** Returns the parts of the landing page, from the README, the references and the guides. */
export function toLandingParts(readme: string, sources: LandingSources): LandingParts {
  const { highlight, references, guides, history } = sources;
  const { lead, install, firstCall, features } = readmeParts(readme);
  const link = (target: string): string | undefined => {
    if (/^https?:/.test(target)) return target;
    return /^docs\/[\w/-]+\.md$/.test(target) ? pageOf(target) : undefined;
  };
  return {
    lead,
    install: new Html(highlight(install, "sh")),
    firstCall: new Html(highlight(firstCall, "ts")),
    features: renderMarkdown(features, { highlight, link }).body,
    providers: references.map(({ facts }) => ({
      facts,
      changed: history.specChanges.get(facts.name),
    })),
    guides: guides
      .filter(({ section }) => section === "guides")
      .map(({ title, path, ...guide }) => ({
        title,
        url: path,
        lead: firstSentence(guide.lead),
      })),
  };
}
