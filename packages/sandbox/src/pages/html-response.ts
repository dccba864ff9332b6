import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { documentOf } from "./document.ts";
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
  const document = await documentOf({
    title,
    head: html`<style>${raw(STYLE)}</style>`,
    header: html`<p class="wordmark">Countersign sandbox</p><p class="note">Nobody is verified here</p>`,
    main,
  });
  return new Response(document, {
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
