import { Html, html } from "../html/html.ts";

/** A page in the site's layout. */
export interface Page {
  readonly title: string;
  readonly description: string;
  /** Path relative to the site: `guides/quick-start.html`. */
  readonly path: string;
  readonly body: Html;
  /** The section of the site that it belongs to. */
  readonly section?: "guides" | "providers";
}

/**
 * Pages load only the site's own files. `file:` is for pages opened from disk, where `'self'` matches nothing in
 * some browsers; pages from the network cannot load local files anyway.
 */
const POLICY =
  "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'";

/** A seal with a tick, inlined so that browsers do not request a favicon. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%23a8380f'/%3E%3Cpath d='M8 17.5l5 5L24.5 9' fill='none' stroke='%23fff' stroke-width='3.2' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/** Returns a whole page. */
export function layout({ title, description, path, body, section }: Page): string {
  const root = "../".repeat(path.split("/").length - 1);
  const current = (name: string): Html => new Html(section === name ? ' aria-current="true"' : "");
  return html`<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${description}">
<link rel="icon" href="${new Html(ICON)}">
<link rel="stylesheet" href="${root}assets/site.css">
<script src="${root}assets/site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="top">
<a class="wordmark" href="${root}index.html">Countersign</a>
<nav aria-label="Site">
<a href="${root}index.html#providers"${current("providers")}>Providers</a>
<a href="${root}guides/index.html"${current("guides")}>Guides</a>
</nav>
<button class="search-button" type="button" data-search hidden><span>Search</span><kbd>/</kbd></button>
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer class="foot">
<p>MIT licence. Provider names belong to their owners. Descriptions are ours unless a spec says otherwise.</p>
<p><a href="${root}llms.txt">llms.txt</a> <a href="${root}llms-full.txt">llms-full.txt</a></p>
</footer>
</body>
</html>
`.markup;
}
