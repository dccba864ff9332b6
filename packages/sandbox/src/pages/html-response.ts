import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { STYLE } from "./style.ts";

/** Markup whose values are escaped. */
export type Markup = ReturnType<typeof html>;

/** A page of the sandbox. */
export interface Page {
  readonly title: string;
  /** Content of the `main` element. */
  readonly main: Markup;
  readonly status?: number;
}

/** Icon of the pages: a seal, in the colour of their accent. */
export const ICON: string = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#a8380f"/><path d="m4.5 8.2 2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.6"/></svg>',
)}`;

const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  // Chromium applies it to each redirect after a form as well. Where the return URL leads on to is not known here.
  "form-action http: https:",
  // Integrators may show the page in an iframe of theirs. A policy cannot name the address [::1].
  "frame-ancestors http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*",
].join("; ");

/** Returns the response with a page: without scripts, and without anything from elsewhere. */
export async function htmlResponse({ title, main, status = 200 }: Page): Promise<Response> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Countersign sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
<style>${raw(STYLE)}</style>
</head>
<body>
<header><p class="wordmark">Countersign sandbox</p><p class="note">Nobody is verified here</p></header>
<main>
${main}
</main>
</body>
</html>
`;
  return new Response(String(document), {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
      "cache-control": "no-store",
      // Not `no-referrer`, with which Chromium sends the page's own forms with `Origin: null`.
      "referrer-policy": "same-origin",
      "x-content-type-options": "nosniff",
    },
  });
}
