import type { ProviderChanges, ReleaseChanges } from "../changes/provider-changes.ts";
import { type Html, html } from "../html/html.ts";
import type { Facts } from "../reference/facts.ts";
import { layout } from "./layout.ts";

/** The contents of a provider's changes page. */
export interface ChangesParts {
  readonly facts: Facts;
  readonly changes: ProviderChanges;
  readonly changed: string | undefined;
  /** Renders the Markdown of a changelog or a message. */
  readonly render: (markdown: string) => Html;
}

/** Returns the page that lists the changes between a provider package's releases. */
export function changesPage({ facts, changes, changed, render }: ChangesParts): string {
  const { title, packageName, name } = facts;
  const body = html`<article class="prose changes">
<h1>Changes to the ${title}</h1>
<p>Releases of <code>${packageName}</code>, latest first. ${changed === undefined ? "" : `The spec last changed on ${changed}. `}The <a href="reference.html">reference</a> describes the current API.</p>
${pendingSection(changes, render)}
${changes.releases.length === 0 ? html`<h2 id="releases">Releases</h2>\n<p>The package has not been released yet. From the second release on, this page also lists the spec changes between releases.</p>` : changes.releases.map((release) => releaseSection(release, render))}
</article>`;
  return layout({
    title: `Changes to the ${title} · Countersign`,
    description: `Changes between releases of ${packageName}.`,
    path: `providers/${name}/changes.html`,
    section: "providers",
    body,
  });
}

function pendingSection({ pending }: ProviderChanges, render: ChangesParts["render"]): Html {
  if (pending.length === 0) return html``;
  return html`<h2 id="unreleased">Unreleased</h2>
${pending.map(({ bump, markdown }) => html`<section class="note"><p class="bump">${bump}</p>${render(asHeading(markdown))}</section>\n`)}`;
}

/** Makes the first line of a changeset, its title, a heading. */
function asHeading(markdown: string): string {
  return markdown.replace(/^(.*)/, "### $1");
}

function releaseSection(
  { version, markdown, spec }: ReleaseChanges,
  render: ChangesParts["render"],
): Html {
  return html`<h2 id="${version}">${version}</h2>
${render(markdown)}
${spec === undefined ? undefined : specSection(spec, render)}`;
}

function specSection(
  changes: NonNullable<ReleaseChanges["spec"]>,
  render: ChangesParts["render"],
): Html {
  if (changes.length === 0) return html`<p>The spec did not change.</p>`;
  const lines = changes.map(({ rating, message, adapt = "" }) =>
    `- **${rating}:** ${message} ${adapt}`.trim(),
  );
  return html`<h3>Spec changes</h3>
${render(lines.join("\n"))}`;
}
