import { SiteError } from "../errors/site-error.ts";
import { html } from "../html/html.ts";
import type { Facts } from "./facts.ts";

/**
 * A reference loads nothing but itself. Redoc's script and styles are inlined, and it starts workers from inline
 * code.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "font-src data:",
  "worker-src blob:",
  "connect-src data: blob:",
].join("; ");

/** The only image that Redoc would load from another host: its logo at the bottom of the sidebar. */
const LOGO = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini[\w-]*\.svg/g;
const INLINE_LOGO =
  "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%2236%22%20height=%2212%22%3E%3Ctext%20y=%2210%22%20font-family=%22sans-serif%22%20font-size=%2211%22%20font-weight=%22700%22%20fill=%22%23777%22%3ERedoc%3C/text%3E%3C/svg%3E";

/** Returns Redoc's page without external requests, in the site's colours and with the site's navigation. */
export function decoratePage(page: string, { facts, css }: { facts: Facts; css: string }): string {
  const description = `Reference for the ${facts.title}: operations, webhooks and schemas`;
  const head = html`
  <meta http-equiv="Content-Security-Policy" content="${POLICY}">
  <link rel="icon" href="data:,">
  <meta name="description" content="${description}">
  <meta name="color-scheme" content="light dark">`;
  const bar = html`<nav class="cs-bar" aria-label="Countersign">
  <a class="cs-home" href="../../index.html">Countersign</a>
  <span class="cs-links">
    <a href="../../index.html#search">Search</a>
    <a href="changes.html">Changes</a>
    <a href="openapi.json">OpenAPI</a>
    <a href="postman.json">Postman</a>
  </span>
</nav>`;
  const decorated = [
    ["<head>", (mark: string) => mark + head.markup],
    ["</head>", (mark: string) => `<style>${css}</style>\n${mark}`],
    [/<body[^>]*>/, (mark: string) => mark + bar.markup],
  ] as const;
  return decorated.reduce(
    (text, [mark, add]) => replaceFirst(text, mark, add),
    page.replace(LOGO, INLINE_LOGO),
  );
}

function replaceFirst(text: string, mark: string | RegExp, add: (mark: string) => string): string {
  const found = typeof mark === "string" ? mark : mark.exec(text)?.[0];
  if (found === undefined || !text.includes(found)) {
    throw new SiteError(`Redoc's page has no ${mark}: its format has changed.`);
  }
  return text.replace(found, () => add(found));
}
