import { html } from "hono/html";
import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import type { LoggedExchange } from "../exchange/exchange-log.ts";
import type { ConsolePage } from "./console-response.ts";
import { bodyOf, pairs, statusBadge, timeOf } from "./parts.ts";
import { signaturePart } from "./signature-part.ts";

/** Returns the page of a request. */
export function exchangePage(
  exchange: LoggedExchange,
  signatures: readonly SignatureExplanation[],
): ConsolePage {
  const { id, method, target, provider, operationId, status, reason, details } = exchange;
  const { headers, body, responseHeaders, responseBody, breakage, receivedAt, durationMs } =
    exchange;
  const title = `Request ${id}`;
  const main = html`<h1>${title}: <code>${method} ${target}</code></h1>
<dl class="facts">
<div><dt>Response</dt><dd>${statusBadge(status)}${breakage === undefined ? "" : ` broken on its way: ${breakage}`}</dd></div>
<div><dt>Operation</dt><dd>${operationId ?? "none"}${provider === undefined ? "" : ` of ${provider}`}</dd></div>
<div><dt>Received</dt><dd>${timeOf(receivedAt)} UTC, took ${durationMs.toFixed(1)} ms</dd></div>
</dl>
${reason === undefined ? "" : html`<p class="problem">${reason}</p>`}
${
  details.length === 0
    ? ""
    : html`<section class="card" aria-labelledby="problems"><h2 id="problems">What validation found</h2>
<div class="scroll" tabindex="0" role="group" aria-label="What validation found"><table>
<thead><tr><th scope="col">In</th><th scope="col">Where</th><th scope="col">Problem</th></tr></thead>
<tbody>${details.map((detail) => html`<tr><td>${detail.in}</td><th scope="row"><code>${detail.path}</code></th><td>${detail.message}</td></tr>`)}</tbody>
</table></div></section>`
}
${signatures.map(signaturePart)}
<section class="card" aria-labelledby="request"><h2 id="request">Request</h2>
${pairs("Headers of the request", Object.entries(headers))}
${bodyOf("Body of the request", body)}</section>
<section class="card" aria-labelledby="response"><h2 id="response">Response</h2>
${pairs("Headers of the response", Object.entries(responseHeaders))}
${bodyOf("Body of the response", Buffer.from(responseBody))}</section>`;
  return { title, main };
}
