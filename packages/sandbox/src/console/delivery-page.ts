import { html } from "hono/html";
import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import type { SandboxDelivery } from "../deliveries/sandbox-delivery.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { ConsolePage } from "./console-response.ts";
import { deliveryBadge } from "./delivery-badge.ts";
import { bodyOf, pairs } from "./parts.ts";
import { signaturePart } from "./signature-part.ts";

/** Returns the page of a delivery, with its number in the list of deliveries. */
export function deliveryPage(
  delivery: SandboxDelivery,
  number: number,
  signature: SignatureExplanation | undefined,
): ConsolePage {
  const { provider, event, id, url, headers, body, error, isAuthenticated } = delivery;
  const title = `Delivery ${number}`;
  const main = html`<h1>${title}: <code>${event}</code></h1>
<dl class="facts">
<div><dt>Receiver</dt><dd>${url}</dd></div>
<div><dt>Response</dt><dd>${deliveryBadge(delivery)}</dd></div>
<div><dt>Provider</dt><dd>${provider}</dd></div>
<div><dt>ID</dt><dd><code>${id}</code></dd></div>
<div><dt>Authenticated</dt><dd>${isAuthenticated ? "yes" : "no"}</dd></div>
</dl>
${error === undefined ? "" : html`<p class="problem">There was no response: ${error}</p>`}
<form method="post" action="${OWN_PATH}/deliveries/${number}/resend"><button>Send again</button></form>
${signature === undefined ? "" : signaturePart(signature)}
<section class="card" aria-labelledby="sent"><h2 id="sent">What was sent</h2>
${pairs("Headers of the delivery", Object.entries(headers))}
${bodyOf("Body of the delivery", Buffer.from(body))}</section>`;
  return { title, main };
}
