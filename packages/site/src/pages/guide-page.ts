import { posix } from "node:path";
import type { Guide } from "../guides/guide.ts";
import type { GuideSection } from "../guides/guide-order.ts";
import { type Html, html } from "../html/html.ts";
import { layout } from "./layout.ts";

/** Returns a guide's page, with the list of all guides in a sidebar. */
export function guidePage(guide: Guide, all: readonly Guide[]): string {
  const body = html`<div class="doc">
<nav class="side" aria-label="Guides"><details open><summary>Guides</summary>
${guideList(guide, all)}</details></nav>
<article class="prose">
${guide.body}
${neighbours(guide, all)}</article>
${contents(guide)}</div>`;
  return layout({
    title: `${guide.title} · Countersign`,
    description: guide.lead,
    path: guide.path,
    section: "guides",
    body,
  });
}

/** Returns the page that lists all guides. */
export function guideIndex(all: readonly Guide[]): string {
  const path = "guides/index.html";
  const items = (guides: readonly Guide[]): Html =>
    html`<ul class="guides">
${guides.map((each) => html`<li><a href="${from(path, each.path)}"><strong>${each.title}</strong><span>${firstSentence(each.lead)}</span></a></li>\n`)}</ul>`;
  const inSection = (section: GuideSection): readonly Guide[] =>
    all.filter((each) => each.section === section);
  const body = html`<div class="index">
<h1>Guides</h1>
${items(inSection("guides"))}
<h2 id="contributing">For contributors</h2>
${items(inSection("contributing"))}
<h2 id="decisions">Decisions</h2>
${items(inSection("decisions"))}
</div>`;
  const description =
    "How to use, test and extend Countersign, and why it is designed the way it is.";
  return layout({ title: "Guides · Countersign", description, path, section: "guides", body });
}

/** Returns the first sentence of a text. */
export function firstSentence(text: string): string {
  return /^.*?[.!?:](?=\s|$)/.exec(text)?.[0].replace(/:$/, ".") ?? text;
}

function guideList(guide: Guide, all: readonly Guide[]): Html {
  const listed = all.filter(({ section }) => section === guide.section);
  return html`<ul>
${listed.map((each) => html`<li><a href="${from(guide.path, each.path)}"${each === guide ? html` aria-current="page"` : undefined}>${each.title}</a></li>\n`)}</ul>
`;
}

function contents({ headings }: Guide): Html {
  const sections = headings.filter(({ level }) => level === 2);
  if (sections.length < 2) return html``;
  return html`<nav class="contents" aria-label="On this page"><p>On this page</p><ul>
${sections.map(({ text, anchor }) => html`<li><a href="#${anchor}">${text}</a></li>\n`)}</ul></nav>
`;
}

function neighbours(guide: Guide, all: readonly Guide[]): Html {
  const listed = all.filter(({ section }) => section === "guides");
  const index = listed.indexOf(guide);
  const next = index === -1 ? undefined : listed[index + 1];
  if (next === undefined) return html``;
  return html`<p class="next">Next: <a href="${from(guide.path, next.path)}">${next.title}</a></p>
`;
}

function from(page: string, target: string): string {
  return posix.relative(posix.dirname(page), target);
}
