import { html } from "hono/html";
import type { Services } from "../control/services.ts";
import type { LoggedExchange } from "../exchange/exchange-log.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { Markup } from "../pages/html-response.ts";
import { deliveryBadge } from "./delivery-badge.ts";
import { statusBadge, timeOf } from "./parts.ts";

/** How many requests and deliveries the front page lists. */
const LISTED = 100;

/** Returns the list of the latest requests, the newest first. */
export function requestsPart({ exchanges }: Pick<Services, "exchanges">): Markup {
  const latest = exchanges.list().slice(-LISTED).reverse();
  return html`<section class="card" id="requests" data-live aria-labelledby="requests-title">
<h2 id="requests-title">Requests</h2>
${
  latest.length === 0
    ? html`<p class="soft">None yet. Point a client at a base URL below.</p>`
    : html`<table class="list"><thead><tr><th scope="col">Time</th><th scope="col">Request</th><th scope="col">Status</th></tr></thead>
<tbody>${latest.map(requestRow)}</tbody></table>`
}
</section>`;
}

function requestRow(exchange: LoggedExchange): Markup {
  const { id, receivedAt, method, target, provider, operationId, status, reason } = exchange;
  return html`<tr>
<td>${timeOf(receivedAt)}</td>
<td><a id="request-${id}" href="${OWN_PATH}/requests/${id}"><b>${method}</b> ${target}</a>
<span class="soft">${operationId ?? provider ?? "no provider"}</span>${reason === undefined ? "" : html`<span class="reason">${reason}</span>`}</td>
<td>${statusBadge(status)}</td>
</tr>`;
}

/** Returns the list of the latest deliveries, the newest first. */
export function deliveriesPart({ courier }: Pick<Services, "courier">): Markup {
  const latest = courier.sent
    .map((delivery, index) => ({ delivery, number: index + 1 }))
    .slice(-LISTED)
    .reverse();
  return html`<section class="card" id="deliveries" data-live aria-labelledby="deliveries-title">
<h2 id="deliveries-title">Webhook deliveries</h2>
${
  latest.length === 0
    ? html`<p class="soft">None yet. They are sent to the receivers in the option <code>webhooks</code>.</p>`
    : html`<table class="list"><thead><tr><th scope="col">Event</th><th scope="col">State</th><th scope="col"><span class="hidden">Action</span></th></tr></thead>
<tbody>${latest.map(
        ({ delivery, number }) => html`<tr>
<td><a id="delivery-${number}" href="${OWN_PATH}/deliveries/${number}"><b>${delivery.event}</b></a> <span class="soft">${delivery.provider} to ${delivery.url}</span></td>
<td>${deliveryBadge(delivery)}</td>
<td><form method="post" action="${OWN_PATH}/deliveries/${number}/resend"><button id="resend-${number}" aria-label="Send again: delivery ${number}">Send again</button></form></td>
</tr>`,
      )}</tbody></table>`
}
</section>`;
}
