import type { GuideLink } from "../guides/guide.ts";
import { type Html, html } from "../html/html.ts";
import { layout } from "./layout.ts";
import { type CardFacts, providerCard } from "./provider-card.ts";

/** The contents of the landing page. */
export interface LandingParts {
  readonly lead: string;
  readonly install: Html;
  readonly firstCall: Html;
  readonly features: Html;
  readonly providers: readonly CardFacts[];
  readonly guides: readonly GuideLink[];
}

/** Returns the landing page. */
export function landing(parts: LandingParts): string {
  const { lead, providers } = parts;
  const body = html`<section class="hero">
<div>
<h1>KYC clients,<br>typed and signed</h1>
<p class="lead">${lead}</p>
<div class="install">${parts.install}</div>
<p class="go"><a class="primary" href="${parts.guides[0]?.url ?? "#guides"}">${parts.guides[0]?.title ?? "Guides"}</a> <a href="#providers">${providers.length} providers</a></p>
</div>
<div class="call">${parts.firstCall}</div>
</section>
<section class="find" aria-labelledby="find">
<h2 id="find" class="quiet">Search the documentation</h2>
<button class="search-wide" type="button" data-search hidden><span>Search ${total(providers, "operations")} operations, ${total(providers, "events")} webhook events, schemas, fields and guides</span><kbd>/</kbd></button>
<noscript><p>Search requires JavaScript. Without it, browse the references below.</p></noscript>
</section>
<section aria-labelledby="providers">
<h2 id="providers">Providers</h2>
<div class="cards">
${providers.map(providerCard)}</div>
</section>
<section aria-labelledby="facade">
<h2 id="facade">What Countersign does</h2>
<div class="features">${parts.features}</div>
</section>
<section aria-labelledby="guides">
<h2 id="guides">Guides</h2>
<ul class="guides">
${parts.guides.map(({ title, url, lead: about }) => html`<li><a href="${url}"><strong>${title}</strong><span>${about}</span></a></li>\n`)}</ul>
</section>
<section aria-labelledby="machines">
<h2 id="machines">Machine-readable formats</h2>
<p><a href="llms.txt">llms.txt</a> links to a Markdown version of every guide and operation; <a href="llms-full.txt">llms-full.txt</a> contains them all in one file. Each provider also has an OpenAPI document, a Postman collection and a list of webhook events:</p>
<ul class="machines">
${providers.map(machineLinks)}</ul>
</section>`;
  return layout({
    title: "Countersign: typed, authenticated and signed clients for KYC providers",
    description: lead,
    path: "index.html",
    body,
  });
}

function total(providers: readonly CardFacts[], what: "operations" | "events"): number {
  return providers.reduce((sum, { facts }) => sum + facts[what].length, 0);
}

function machineLinks({ facts: { name, title } }: CardFacts): Html {
  const folder = `providers/${name}`;
  return html`<li>${title}: <a href="${folder}/openapi.json">openapi.json</a>, <a href="${folder}/postman.json">postman.json</a>, <a href="${folder}/webhooks.md">webhooks.md</a></li>
`;
}
