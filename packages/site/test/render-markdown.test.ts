import { beforeAll, expect, test } from "vitest";
import { createHighlight, type Highlight } from "../src/markdown/highlighter.ts";
import { renderMarkdown } from "../src/markdown/render-markdown.ts";
import { slug } from "../src/markdown/slug.ts";

let highlight: Highlight;
beforeAll(async () => {
  highlight = await createHighlight();
});
const render = (text: string) =>
  renderMarkdown(text, {
    highlight,
    link: (target) => (target === "nowhere.ts" ? undefined : target),
  });

test("escapes HTML", () => {
  const { body } = render(
    "# A <b>\n\n<script>x</script> <img src=x onerror=y>\n\n[a](javascript:x)",
  );
  expect(body.markup).not.toMatch(/<(script|img|b)\b|href="javascript/);
  expect(body.markup).toContain("&lt;script&gt;");
});

test("gives headings GitHub's anchors, with a number for repeated ones", () => {
  const { title, headings } = render("# The `x-y` one\n\n## Go\n\n## Go\n\n### It's *here*!");
  expect(title).toBe("The x-y one");
  expect(headings.map(({ anchor }) => anchor)).toEqual(["go", "go-1", "its-here"]);
});

test.each([
  ["x-countersign-hmac", "x-countersign-hmac"],
  ["What it's for, and why?", "what-its-for-and-why"],
  ["A_b  c", "a_b--c"],
])("turns the heading %s into the anchor %s", (heading, anchor) => {
  expect(slug(heading)).toBe(anchor);
});

test("highlights code at build time, for light and dark", () => {
  const { body } = render('```ts\nconst a: string = "<b>";\n```');
  expect(body.markup).toMatch(/--shiki-light:#[0-9A-F]+;--shiki-dark:#[0-9A-F]+/i);
  expect(body.markup).not.toContain("<b>");
});

test("does not highlight code in an unknown language", () => {
  expect(render("```brainfuck\n+<\n```").body.markup).toContain("+&#x3C;");
});

test("makes tables and code scrollable, also with the keyboard", () => {
  const { body } = render("| a |\n|---|\n| b |\n\n```sh\nls\n```");
  expect(body.markup).toMatch(/<div class="scroll"[^>]* tabindex="0"><table>/);
  expect(body.markup).toMatch(/<pre class="shiki[^>]* tabindex="0"/);
});

test("replaces a link without a target on the site with its text", () => {
  const { body } = render("See [the `code`](nowhere.ts) and [b](b.md).");
  expect(body.markup).toBe('<p>See the <code>code</code> and <a href="b.md">b</a>.</p>\n');
});
