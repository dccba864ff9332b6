import { html } from "hono/html";
import type { SignatureExplanation } from "../authentication/explain-signature.ts";
import { type ShownBytes, visibleBytes } from "../authentication/visible-bytes.ts";
import type { Markup } from "../pages/html-response.ts";
import { badge, block, pairs } from "./parts.ts";

/** How much of a message is shown after the byte at which it differs. */
const MAX_SHOWN = 20_000;

/** Returns how a signature comes about, step by step. */
export function signaturePart(explanation: SignatureExplanation): Markup {
  const { location, algorithm, key, parts, message, mac, encoding, form } = explanation;
  const { expected, received, matches, difference, hint, sent } = explanation;
  return html`<section class="card" aria-label="Signature: ${location}">
<h2>Signature: ${location} ${matches ? badge("matches", "good") : badge("does not match", "bad")}</h2>
${hint === undefined ? "" : html`<p class="problem">${hint}</p>`}
<ol class="steps">
<li><h3>Message, part by part</h3>
<div class="scroll" tabindex="0" role="group" aria-label="Parts of the message"><table class="parts">
<thead><tr><th scope="col">Byte</th><th scope="col">Part</th><th scope="col">Where it is from</th><th scope="col">Value</th></tr></thead>
<tbody>${parts.map(
    ({ at, name, from, text }) =>
      html`<tr><td class="number">${at}</td><th scope="row"><code>${name}</code></th><td>${from}</td><td><code>${withControls(text.slice(0, MAX_SHOWN))}</code></td></tr>`,
  )}</tbody></table></div></li>
<li><h3>Message that must be signed, ${message.length} bytes</h3>
${block("Message that must be signed", marked(message, sent?.difference?.at))}
${sent === undefined ? messageHelp() : sentPart(sent)}</li>
<li><h3>${algorithm} of the message</h3>
${pairs("Key and HMAC", [
  [`Key: ${key.credential}`, key.value],
  ["Key is read as", key.prefix === "" ? key.encoding : `${key.encoding}, without ${key.prefix}`],
  ["HMAC in hex", mac],
])}</li>
<li><h3>Value that is sent: ${encoding} in <code>${form}</code></h3>
<p>Expected</p>${block("Expected value", marked(asBytes(expected), difference?.at))}
<p>Received</p>${received === undefined ? html`<p class="soft">None</p>` : block("Received value", marked(asBytes(received), difference?.at))}
</li>
</ol>
</section>`;
}

function messageHelp(): Markup {
  return html`<p class="soft">To see the first byte that differs, send what you sign in the header <code>x-sandbox-message</code>, in base64.</p>`;
}

function sentPart({
  message,
  matches,
  difference,
}: NonNullable<SignatureExplanation["sent"]>): Markup {
  if (message === undefined) {
    return html`<p class="problem">The header <code>x-sandbox-message</code> is not base64.</p>`;
  }
  const what = `Message in x-sandbox-message, ${message.length} bytes`;
  return html`<h3>${what} ${matches ? badge("the same", "good") : badge("differs", "bad")}</h3>
${difference === undefined ? "" : html`<p>Byte ${difference.at} is the first that differs, in <code>${difference.part}</code>.</p>`}
${block(what, marked(message, difference?.at))}`;
}

function asBytes(value: string): Pick<ShownBytes, "base64"> {
  return { base64: Buffer.from(value).toString("base64") };
}

/** Returns bytes with a mark at the byte that differs. Each line of the bytes is a line. */
function marked({ base64 }: Pick<ShownBytes, "base64">, at: number | undefined): Markup {
  const bytes = Buffer.from(base64, "base64");
  if (at === undefined) return html`${lines(bytes.subarray(0, MAX_SHOWN))}`;
  const character = lengthOfCharacter(bytes, at);
  const rest = bytes.subarray(at + character, at + character + MAX_SHOWN);
  const wrong = character === 0 ? "end" : visibleBytes(bytes.subarray(at, at + character));
  return html`${lines(bytes.subarray(0, at))}<mark>${withControls(wrong)}</mark>${lines(rest)}`;
}

/** Returns the number of bytes of the UTF-8 character at an offset, so that a mark does not cut it. */
function lengthOfCharacter(bytes: Buffer, at: number): number {
  if (at >= bytes.length) return 0;
  let end = at + 1;
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end += 1;
  return end - at;
}

/** Returns bytes with a line for each of theirs. */
function lines(bytes: Uint8Array): Markup {
  return withControls(visibleBytes(bytes).replaceAll("␊", "␊\n"));
}

/** Names of the control characters of ASCII. Many typefaces lack their symbols. */
const CONTROLS =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP DEL".split(
    " ",
  );

/** Returns visible bytes with the names of control characters in place of their symbols. */
function withControls(visible: string): Markup {
  const pieces = visible.split(/([\u2400-\u2421])/);
  return html`${pieces.map((piece, index) =>
    index % 2 === 0
      ? piece
      : html`<span class="control">${CONTROLS[(piece.codePointAt(0) ?? 0) - 0x2400]}</span>`,
  )}`;
}
