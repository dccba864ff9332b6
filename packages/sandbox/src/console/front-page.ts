import { html } from "hono/html";
import type { Services } from "../control/services.ts";
import { OWN_PATH } from "../exchange/own-path.ts";
import type { Markup } from "../pages/html-response.ts";
import { deliveriesPart, requestsPart } from "./activity-parts.ts";
import type { ConsolePage } from "./console-response.ts";
import { clockPart, connectionsPart, faultsPart } from "./setting-parts.ts";
import { verificationsPart } from "./verifications-part.ts";

/** Returns the console's front page. */
export function frontPage(services: Services): ConsolePage {
  const main: Markup = html`<h1>Console</h1>
<div class="columns">
<div>
${requestsPart(services)}
${deliveriesPart(services)}
</div>
<div>
${verificationsPart(services)}
${faultsPart(services)}
${clockPart(services)}
${connectionsPart(services)}
<form method="post" action="${OWN_PATH}/reset"><button class="danger">Forget verifications, requests and faults</button></form>
</div>
</div>`;
  return { title: "Console", main };
}
