import { html } from "hono/html";
import type { Markup } from "./html-response.ts";

/** What a document of the sandbox consists of. */
export interface DocumentParts {
  readonly title: string;
  /** Style sheets and scripts. */
  readonly head: Markup;
  readonly header: Markup;
  readonly main: Markup;
}

/** Icon of the pages: a seal, in the colour of their accent. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="#a8380f"/><path d="m4.5 8.2 2.4 2.4 4.6-5" fill="none" stroke="#fff" stroke-width="1.6"/></svg>',
)}`;

/** Returns a document of HTML. */
export async function documentOf({ title, head, header, main }: DocumentParts): Promise<string> {
  const document = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Countersign sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${ICON}">
${head}
</head>
<body>
<header>
${header}
</header>
<main>
${main}
</main>
</body>
</html>
`;
  return String(document);
}
