import { html } from "hono/html";
import { OWN_PATH } from "../exchange/own-path.ts";
import { ICON, type Markup } from "../pages/html-response.ts";

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
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Countersign sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<link rel="stylesheet" href="${OWN_PATH}/console.css">
<script src="${OWN_PATH}/console.js" defer></script>
</head>
<body>
<header>
<p class="wordmark"><a href="${OWN_PATH}/">Countersign sandbox</a></p>
<p class="note"><span id="connection" role="status"></span> <a href="">Reload</a> <a href="${OWN_PATH}/api/openapi.json">Control API</a></p>
</header>
<main>
${main}
</main>
</body>
</html>
`;
  const headers = { ...CONSOLE_HEADERS, "content-type": "text/html; charset=utf-8" };
  return new Response(String(document), { status, headers });
}
