import { html } from "hono/html";
import { visibleBytes } from "../authentication/visible-bytes.ts";
import type { Markup } from "../pages/html-response.ts";

/** How much of a body is shown, in characters: browsers are slow with more. */
const MAX_SHOWN = 50_000;

/** Returns a time of day in UTC, with the whole time for programs and on hover. */
export function timeOf(milliseconds: number): Markup {
  const time = new Date(milliseconds).toISOString();
  return html`<time datetime="${time}" title="${time}">${time.slice(11, 19)}</time>`;
}

/** Returns a status with its tone, which the words repeat. */
export function badge(text: string | number, tone: "good" | "bad" | "plain"): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** Returns the badge of a status of HTTP. */
export function statusBadge(status: number): Markup {
  return badge(status, status < 400 ? "good" : "bad");
}

/** Returns a table of names and values. */
export function pairs(
  caption: string,
  entries: readonly (readonly [name: string, value: unknown])[],
): Markup {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="pairs"><caption>${caption}</caption><tbody>
${entries.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${String(value)}</td></tr>`)}
</tbody></table></div>`;
}

/** Returns a body as text: JSON with indentation, and anything but UTF-8 with its bytes. */
export function bodyOf(caption: string, body: Uint8Array): Markup {
  if (body.length === 0) return html`<h3>${caption}</h3><p class="soft">Empty</p>`;
  const text = readable(body);
  const cut = text.length > MAX_SHOWN;
  return html`<h3>${caption}</h3>
${block(caption, text.slice(0, MAX_SHOWN))}
${cut ? html`<p class="soft">The first ${MAX_SHOWN} of ${text.length} characters. The control API has the rest.</p>` : ""}`;
}

/** Returns preformatted text, which can be scrolled with the keyboard. */
export function block(label: string, content: string | Markup): Markup {
  return html`<pre tabindex="0" role="group" aria-label="${label}">${content}</pre>`;
}

function readable(body: Uint8Array): string {
  const text = Buffer.from(body).toString();
  // Replacement characters: it is not text.
  if (!Buffer.from(text).equals(body)) return visibleBytes(body);
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
