import { html } from "hono/html";
import type { Services } from "../control/services.ts";
import { BREAKAGES } from "../exchange/breakage.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { ListedFault } from "../faults/fault-list.ts";
import type { Markup } from "../pages/html-response.ts";
import { pairs } from "./parts.ts";

/** Returns the faults that are on, and the form for another. */
export function faultsPart({ faults, providers }: Pick<Services, "faults" | "providers">): Markup {
  const listed = faults.list();
  return html`<section class="card" aria-labelledby="faults-title">
<h2 id="faults-title">Faults</h2>
<div id="faults" data-live>
${listed.length === 0 ? html`<p class="soft">Nothing fails.</p>` : ""}
<ul>${listed.map(
    (fault) => html`<li><form method="post" action="${OWN_PATH}/faults/${fault.id}/remove">
${described(fault)} <button id="remove-${fault.id}" aria-label="Remove fault ${fault.id}">Remove</button></form></li>`,
  )}</ul>
</div>
<details><summary>Add a fault</summary>
<form method="post" action="${OWN_PATH}/faults" class="fields">
<p><label for="fault-provider">Provider</label><select id="fault-provider" name="provider"><option value="">All</option>${providers.map(({ name }) => html`<option>${name}</option>`)}</select></p>
<p><label for="fault-operation">Operation</label><input id="fault-operation" name="operation" list="operations" autocomplete="off" placeholder="All">
<datalist id="operations">${providers.map(({ operationIds }) => [...operationIds].map((id) => html`<option value="${id}">`))}</datalist></p>
<p><label for="fault-status">Status</label><input id="fault-status" name="status" type="number" min="400" max="599" placeholder="429"></p>
<p><label for="fault-retry">Retry after, in seconds</label><input id="fault-retry" name="retryAfter" type="number" min="0"></p>
<p><label for="fault-delay">Delay in milliseconds</label><input id="fault-delay" name="delayMs" type="number" min="0"></p>
<p><label for="fault-breakage">Breaks</label><select id="fault-breakage" name="breakage"><option value="">Not</option>${BREAKAGES.map((each) => html`<option>${each}</option>`)}</select></p>
<p><label for="fault-times">How many requests</label><input id="fault-times" name="times" type="number" min="1" placeholder="All"></p>
<p><button>Add</button></p>
</form></details>
</section>`;
}

function described(fault: ListedFault): string {
  const {
    provider = "every provider",
    operation,
    status,
    retryAfter,
    delayMs,
    breakage,
    left,
  } = fault;
  const what = [
    status,
    retryAfter === undefined ? undefined : `retry after ${retryAfter} s`,
    delayMs === undefined ? undefined : `${delayMs} ms late`,
    breakage,
    left === undefined ? undefined : `${left} left`,
  ].filter((part) => part !== undefined);
  return `${operation ?? "every operation"} of ${provider}: ${what.join(", ")}`;
}

const STEPS = [
  ["60", "1 minute"],
  ["3600", "1 hour"],
  ["86400", "1 day"],
] as const;

/** Returns the time, and the buttons that move it ahead. */
export function clockPart({ clock }: Pick<Services, "clock">): Markup {
  const time = new Date(clock.now()).toISOString();
  return html`<section class="card" aria-labelledby="clock-title">
<h2 id="clock-title">Clock</h2>
<p id="clock" data-live><time datetime="${time}">${time.slice(0, 19).replace("T", " ")}</time> UTC</p>
<form method="post" action="${OWN_PATH}/clock">
${STEPS.map(([seconds, label]) => html`<button name="seconds" value="${seconds}">Ahead ${label}</button> `)}
</form>
</section>`;
}

/** Returns what a client of each provider needs. */
export function connectionsPart({
  providers,
  baseUrl,
}: Pick<Services, "providers" | "baseUrl">): Markup {
  return html`<section class="card" aria-labelledby="connections-title">
<h2 id="connections-title">Base URLs and credentials</h2>
${providers.map(
  ({ name, credentials, webhookSecret }) => html`<details><summary>${name}</summary>
${pairs(`Connection of ${name}`, [
  ["baseUrl", baseUrl(name)],
  ...credentials,
  ...(webhookSecret === undefined ? [] : [["webhook secret", webhookSecret] as const]),
])}</details>`,
)}
</section>`;
}
