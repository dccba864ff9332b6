import { html } from "hono/html";
import { OWN_PATH } from "../exchange/own-path.ts";
import { documentOf } from "../pages/document.ts";
import type { Markup } from "../pages/html-response.ts";

/** A page of the console. */
export interface ConsolePage {
  readonly title: string;
  /** Content of the `main` element. */
  readonly main: Markup;
  readonly status?: number;
}

/** Sent with everything of the console. Scripts and styles are files of the sandbox, so that none can be injected. */
export const CONSOLE_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  // Not `no-referrer`, with which Chromium sends the console's own forms with `Origin: null`.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
} as const;

/** Returns the response with a page of the console. */
export async function consoleResponse({
  title,
  main,
  status = 200,
}: ConsolePage): Promise<Response> {
  const document = await documentOf({
    title,
    head: html`<link rel="stylesheet" href="${OWN_PATH}/console.css">
<script src="${OWN_PATH}/console.js" defer></script>`,
    header: html`<p class="wordmark"><a href="${OWN_PATH}/">Countersign sandbox</a></p>
<p class="note"><span id="connection" role="status"></span> <a href="">Reload</a> <a href="${OWN_PATH}/api/openapi.json">Control API</a></p>`,
    main,
  });
  const headers = { ...CONSOLE_HEADERS, "content-type": "text/html; charset=utf-8" };
  return new Response(document, { status, headers });
}
