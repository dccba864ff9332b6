import { html } from "hono/html";
import type { Verification } from "../verifications/verification.ts";
import type { Markup, Page } from "./html-response.ts";
import { type Outcome, toOutcomes } from "./outcome.ts";
import { toReturnUrl } from "./return-url.ts";
import { COUNTRY, DOCUMENT_TYPES, TEST_PERSONS, testPerson } from "./test-person.ts";

/** What a request for the page of a verification says. */
export interface PageRequest {
  /** Query of the page's URL. */
  readonly query: URLSearchParams;
  /** What is wrong with what the person chose. */
  readonly problem?: string;
}

/** Returns the page on which a person finishes a verification. */
export function verificationPage(verification: Verification, request: PageRequest): Page {
  const { id, provider, state, subject } = verification;
  const heading = headingOf(verification);
  const main = html`
<h1>${heading}</h1>
${request.problem && html`<p class="problem" role="alert">${request.problem}</p>`}
<dl>
<div><dt>Provider</dt><dd>${provider}</dd></div>
${subject !== undefined && html`<div><dt>Subject</dt><dd>${subject}</dd></div>`}
<div><dt>Verification</dt><dd><code>${id}</code></dd></div>
<div><dt>State</dt><dd><code class="state">${state}</code></dd></div>
</dl>
${verification.reachable.length > 0 && choices(verification, request.query)}
${wayBack(verification)}`;
  return { title: `${heading}: ${id}`, main };
}

/** Returns the page for a verification that does not exist. */
export function missingPage(provider: string, id: string): Page {
  const main = html`
<h1>No such verification</h1>
<p>The sandbox has no verification <code>${id}</code> of ${provider}. It may have been restarted since the link was made,
and a new sandbox begins without verifications.</p>
<p>Start a verification through the provider’s API, and open the link in its response.</p>`;
  return { title: "No such verification", main, status: 404 };
}

function headingOf({ isFinal, reachable }: Verification): string {
  if (isFinal) return "This verification is finished";
  return reachable.length > 0 ? "Finish this verification" : "Nothing to do here";
}

function choices({ reachable }: Verification, query: URLSearchParams): Markup {
  return html`
<p>This page replaces the provider’s own. You decide what happens to the verification.</p>
<form method="post">
${identity(query)}
<h2>Choose an outcome</h2>
<ul class="outcomes">
${toOutcomes(reachable).map(choice)}
</ul>
</form>`;
}

function choice({ state, label, tone }: Outcome, index: number): Markup {
  const description = `state-${index}`;
  return html`<li class="${tone}"><button name="state" value="${state}" aria-describedby="${description}">${label}</button>
<code id="${description}">${state}</code></li>
`;
}

function identity(query: URLSearchParams): Markup {
  const chosen = testPerson(query.get("person") ?? undefined);
  const name = `${chosen.givenNames} ${chosen.familyName}`.trim();
  return html`<details${query.has("person") ? html` open` : ""} id="identity">
<summary>Test identity: ${name}</summary>
<p class="hint">Made up, for tests that fill in a form. The sandbox neither checks nor keeps what is in it.</p>
<nav aria-label="Test identities"><ul>
${TEST_PERSONS.map((person) => {
  const link = new URLSearchParams(query);
  link.set("person", person.key);
  const current = person === chosen && html` aria-current="true"`;
  return html`<li><a href="?${link.toString()}#identity"${current}>${person.summary}</a></li>`;
})}
</ul></nav>
<div class="fields">
${field("Given names", "given_names", html`value="${chosen.givenNames}"`)}
${field("Family name", "family_name", html`value="${chosen.familyName}"`)}
${field("Date of birth", "birth_date", html`type="date" value="${chosen.birthDate}"`)}
${field("Country", "country", html`value="${COUNTRY}"`)}
<p><label for="document_type">Document</label>
<select id="document_type" name="document_type">${DOCUMENT_TYPES.map(
    (type) => html`<option${type === chosen.documentType ? html` selected` : ""}>${type}</option>`,
  )}</select></p>
${field("Document number", "document_number", html`value="${chosen.documentNumber}"`)}
</div>
</details>`;
}

/** Returns a labelled input. Browsers are asked not to fill in what they know of a real person. */
function field(label: string, name: string, attributes: Markup): Markup {
  return html`<p><label for="${name}">${label}</label>
<input id="${name}" name="${name}" autocomplete="off" ${attributes}></p>`;
}

function wayBack({ isFinal, returnUrl }: Verification): Markup {
  if (returnUrl === undefined) {
    return html`<p class="back">This verification has no return URL that the page could open, so you stay here.</p>`;
  }
  const url = toReturnUrl(returnUrl);
  if (url === undefined) {
    return html`<p class="back">The return URL <code>${returnUrl}</code> is neither http nor https, so this page does not
open it.</p>`;
  }
  return html`<p class="back"><a href="${url.href}">${isFinal ? "Go back" : "Leave without finishing"}</a>
<span>returns to <code>${url.origin}${url.pathname}</code></span></p>`;
}
