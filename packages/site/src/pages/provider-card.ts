import { type Html, html } from "../html/html.ts";
import { EVIDENCE } from "../reference/evidence.ts";
import type { Facts } from "../reference/facts.ts";

/** The contents of a card. */
export interface CardFacts {
  readonly facts: Facts;
  /** Date of the spec's last change, if the git history has one. */
  readonly changed: string | undefined;
}

/** Returns a provider's card on the landing page. */
export function providerCard({ facts, changed }: CardFacts): Html {
  const folder = `providers/${facts.name}`;
  const { operations, events } = facts;
  return html`<article class="card">
<h3><a href="${folder}/reference.html">${facts.title}</a></h3>
<p>${facts.summary}</p>
<dl>
<div><dt>Environments</dt><dd>${joined(facts.environments.map(environment))}</dd></div>
<div><dt>Authentication</dt><dd>${joined(facts.credentials.map(({ option, where }) => html`<code>${option}</code> ${withCode(where)}`))}</dd></div>
<div><dt>Webhooks</dt><dd>${events.length === 0 ? "none" : counted(events.length, "event")}${facts.webhooks === undefined ? undefined : html`, ${withCode(facts.webhooks)}`}</dd></div>
<div><dt>Operations</dt><dd>${operations.length}${evidenceBar(facts)}</dd></div>
<div><dt>Versions</dt><dd>API ${facts.apiVersion}, <code>${facts.packageName}</code> ${version(facts)}</dd></div>
${changed === undefined ? undefined : html`<div><dt>Spec changed</dt><dd><time datetime="${changed}">${changed}</time></dd></div>`}
</dl>
<p class="links"><a href="${folder}/reference.html">Reference</a> <a href="${folder}/changes.html">Changes</a> <a href="${folder}/openapi.json">OpenAPI</a> <a href="${folder}/postman.json">Postman</a></p>
</article>
`;
}

/** Returns the version to show: 0.0.0 is the version before the first release. */
export function version({ packageVersion }: Facts): string {
  return packageVersion === "0.0.0" ? "not released yet" : packageVersion;
}

function environment({ name, url }: Facts["environments"][number]): Html {
  const host = URL.canParse(url) ? new URL(url).host : url;
  return name === undefined
    ? html`<span class="host">${host}</span>`
    : html`${name} <span class="host">${host}</span>`;
}

/** Returns the shares of evidence as a bar with a text. */
function evidenceBar({ evidence, operations }: Facts): Html {
  const known = Object.keys(EXTENT).filter((value) => (evidence[value] ?? 0) > 0);
  if (known.length === 0) return html``;
  const words = known.map((value) => `${evidence[value]} ${EXTENT[value]}`).join(", ");
  const parts = known.map((value) => {
    const share = ((evidence[value] ?? 0) / operations.length) * 100;
    return html`<i class="${value}" style="width:${share.toFixed(2)}%"></i>`;
  });
  const title = known.map((value) => `${EXTENT[value]}: ${EVIDENCE[value]}`).join("\n");
  return html` <span class="evidence" title="${title}"><span class="bar" aria-hidden="true">${parts}</span>documented: ${words}</span>`;
}

/** Adverbs for the values of `x-countersign-evidence`. */
const EXTENT: Readonly<Record<string, string>> = { full: "fully", most: "mostly", part: "partly" };

function joined(items: readonly Html[]): Html {
  return html`${items.map((item) => html`<span class="item">${item}</span>`)}`;
}

/** Returns text whose parts between backticks are code. */
function withCode(text: string): Html {
  const parts = text.split("`");
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
