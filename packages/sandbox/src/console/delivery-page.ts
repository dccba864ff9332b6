import { html } from "hono/html";
import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import type { SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { ConsolePage } from "./console-response.ts";
import { deliveryBadge } from "./delivery-badge.ts";
import { block, bodyOf, pairs, timeOf } from "./parts.ts";
import { signaturePart } from "./signature-part.ts";

/** Returns the page of a delivery, with its number in the list of deliveries. */
export function deliveryPage(
  delivery: SandboxDelivery,
  number: number,
  signatures: readonly SignatureExplanation[],
): ConsolePage {
  const { provider, event, id, url, headers, body, error, isAuthenticated, attempts } = delivery;
  const title = `Delivery ${number}`;
  const main = html`<h1>${title}: <code>${event}</code></h1>
<dl class="facts">
<div><dt>Receiver</dt><dd>${url}</dd></div>
<div><dt>State</dt><dd>${deliveryBadge(delivery)}${delivery.nextAttemptAt === undefined ? "" : html` next attempt at ${delivery.nextAttemptAt}`}</dd></div>
<div><dt>Provider</dt><dd>${provider}</dd></div>
<div><dt>ID</dt><dd><code>${id}</code></dd></div>
<div><dt>Authenticated</dt><dd>${isAuthenticated ? "yes" : "no"}</dd></div>
</dl>
${error === undefined ? "" : html`<p class="problem">${error}</p>`}
<form method="post" action="${OWN_PATH}/deliveries/${number}/resend"><button>Send again</button></form>
<section class="card" aria-labelledby="attempts"><h2 id="attempts">Attempts</h2>
${attempts.length === 0 ? html`<p class="soft">None yet.</p>` : ""}
<ol>${attempts.map(
    (
      { sentAt, status, error: problem, response },
      index,
    ) => html`<li><p>${timeOf(Date.parse(sentAt))} UTC: ${status ?? problem}</p>
${response === undefined || response === "" ? "" : block(`Response to attempt ${index + 1}`, response)}</li>`,
  )}</ol></section>
${signatures.map(signaturePart)}
<section class="card" aria-labelledby="sent"><h2 id="sent">What was sent</h2>
${pairs("Headers of the delivery", Object.entries(headers))}
${bodyOf("Body of the delivery", Buffer.from(body))}</section>`;
  return { title, main };
}
