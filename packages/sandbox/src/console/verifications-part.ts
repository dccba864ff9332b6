import { html } from "hono/html";
import type { Services } from "../control/services.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { Markup } from "../pages/html-response.ts";
import { toOutcomes } from "../pages/outcome.ts";
import type { Verification } from "../verifications/verification.ts";
import { badge } from "./parts.ts";

/** How many verifications the front page lists. */
const LISTED = 50;

/** Returns the list of the latest verifications with the buttons that move them, the newest first. */
export function verificationsPart({ verifications }: Pick<Services, "verifications">): Markup {
  const all = verifications.list();
  return html`<section class="card" id="verifications" data-live aria-labelledby="verifications-title">
<h2 id="verifications-title">Verifications</h2>
${all.length === 0 ? html`<p class="soft">None yet. They appear when a client starts one.</p>` : ""}
<ul class="verifications">${all.slice(0, LISTED).map(verificationItem)}</ul>
${all.length > LISTED ? html`<p class="soft">The newest ${LISTED} of ${all.length}.</p>` : ""}
</section>`;
}

function verificationItem(verification: Verification): Markup {
  const { provider, account, resource, id, state, isFinal, subject, reachable, url } = verification;
  // Buttons keep their names when the list is loaded again, so that the focus stays on them.
  const name = [provider, account, resource, id].map(encodeURIComponent).join("/");
  return html`<li>
<p><b>${subject ?? id}</b> ${badge(state, isFinal ? "plain" : "good")}
<span class="soft">${provider} ${resource} <code>${id}</code>${account === "" ? "" : ` of ${account}`}</span></p>
${
  reachable.length === 0
    ? ""
    : html`<form method="post" action="${OWN_PATH}/verifications" aria-label="${subject ?? id}">
<input type="hidden" name="provider" value="${provider}"><input type="hidden" name="account" value="${account}">
<input type="hidden" name="resource" value="${resource}"><input type="hidden" name="id" value="${id}">
${toOutcomes(reachable).map(
  ({ state: to, label, tone }) =>
    html`<button class="${tone}" id="to-${name}/${to}" name="state" value="${to}" title="${to}">${label}</button> `,
)}
</form>`
}
${url === undefined ? "" : html`<p><a id="page-${name}" href="${url}">Open the person’s page</a></p>`}
</li>`;
}
