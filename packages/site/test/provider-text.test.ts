import createMarkdown from "markdown-it";
import { describe, expect, test } from "vitest";
import {
  codeSpan,
  escapedMarkdown,
  neutralLine,
  neutralMarkdown,
  plainText,
} from "../src/markdown/provider-text.ts";

/** Renders as a viewer without any protection would. */
function rendered(markdown: string): string {
  const viewer = createMarkdown({ html: true });
  viewer.validateLink = () => true;
  return viewer.render(markdown);
}

describe("a link that leads nowhere on the site is shown as its text", () => {
  test.for([
    ["relative", "See [the *guide*](guide.md#one).", "See the *guide*.", "guide.md#one"],
    ["to the root", "See [it](/docs).", "See it.", "/docs"],
    ["to an anchor", "See [it](#there).", "See it.", "#there"],
    ["without a scheme", "See [it](//evil.example).", "See it.", "//evil.example"],
    ["javascript", "[a](javascript:alert(1))", "a", "javascript:alert(1)"],
    ["in other letters", "[a](jAvAsCrIpT:x)", "a", "jAvAsCrIpT:x"],
    ["vbscript", "[a](vbscript:x)", "a", "vbscript:x"],
    ["data", "[a](data:text/html,x)", "a", "data:text/html,x"],
    ["file", "[a](file:///etc/passwd)", "a", "file:///etc/passwd"],
    ["with entities", "[a](java&#115;cript&colon;x)", "a", "javascript:x"],
    ["with a tab", "[a](java&Tab;script:x)", "a", "java%09script:x"],
    ["with a line break", "[a](java&NewLine;script:x)", "a", "java%0Ascript:x"],
    ["after a space", "[a](<&#32;javascript:x>)", "a", "javascript:x"],
    ["after a control character", "[a](&#1;javascript:x)", "a", "&#1;javascript:x"],
    ["in angle brackets", "[a](<javascript:x> 'title')", "a", "javascript:x"],
    ["by reference", "[a][b] c\n\n[b]: javascript:x", "a c\n\n", "javascript:x"],
    ["by its own reference", "[b] c\n\n[b]: guide.md 'x'", "b c\n\n", "guide.md"],
    ["an autolink", "<javascript:x>", "javascript:x", "javascript:x"],
    ["an image", "![a *b*](pixel.png)", "a *b*", "pixel.png"],
    ["an image in a link", "[![a](b.png)](javascript:x)", "a", "b.png javascript:x"],
  ] as const)("%s", ([, markdown, neutral, removed]) => {
    expect(neutralMarkdown(markdown)).toEqual({
      markdown: neutral,
      removed: removed.split(/ (?!')/),
    });
  });
});

test("keeps other links, and names no removed one", () => {
  const markdown =
    "[a](https://a.example/x_(y)?z) [b](mailto:b@b.example) [c]\n\n[c]: http://c.example";
  expect(neutralMarkdown(markdown)).toEqual({ markdown, removed: [] });
});

test("keeps the target of an autolink as text, and removes images from elsewhere", () => {
  expect(neutralMarkdown("<https://a.example> <a@b.example>")).toEqual({
    markdown: "https://a.example a@b.example",
    removed: [],
  });
  expect(neutralMarkdown("![logo](https://a.example/pixel.gif)")).toEqual({
    markdown: "logo",
    removed: [],
  });
});

describe("shows HTML literally, and no link that leads nowhere, whatever surrounds it", () => {
  test.for([
    "<img src=x onerror=y>",
    "\\<img src=x onerror=y>",
    "\\\\<img src=x onerror=y>",
    "`a\n\n<img src=x onerror=y>\n\nb`",
    "``a ` <img src=x onerror=y>",
    "```\na\n```<img src=x onerror=y>",
    "``\n\n<script>x</script>\n\n``",
    "<!-- x --><a href=javascript:x>a</a>",
    "> [a\n> b](javascript:x)",
    "- [a\n  b](javascript:x)",
    "[a]: <javascript:x>\n\n[a]",
    "[a]:\n  javascript:x\n\n[a]",
    "[[a](javascript:x)](guide.md)",
    "![[a](javascript:x)](guide.md)",
    "[![![![![![![a](b)](c)](d)](e)](f)](g)](javascript:x)",
    "\\[a](javascript:x) [b](javascript:x)",
    "\\\\[a](javascript:x)",
    "| [a](javascript:x) |\n|---|\n| [b](c.md) |",
    "# [a](javascript:x)",
    "`[a](b.md)` [a](b.md)",
    "[a](javascript:x)".repeat(3),
    "[a](java\nscript:x)",
  ])("%j", (markdown) => {
    const { markdown: neutral } = neutralMarkdown(markdown);
    expect(rendered(neutral)).not.toMatch(/<(img|script|a)\b/i);
  });
});

test.for(["```\na", "~~~\na", "> ```\na", "- ```js\n  a\n\n```"])(
  "closes the code of %j before what follows",
  (markdown) => {
    const { markdown: neutral } = neutralMarkdown(markdown);
    expect(rendered(`${neutral}\n\nend`)).toMatch(/<p>end<\/p>\n$/);
  },
);

test("neutralises a link that only one line makes a link", () => {
  expect(neutralLine("    [a](javascript:x)")).toBe("a");
});

test.for([
  "[a](javascript:x)",
  "\\[a](javascript:x)",
  "<javascript:x>",
  "<img src=x>",
  "![a](b)",
  "# a",
  "> a",
  "- a",
  "1. a",
  "`a` *b*",
  "a\n\n[b]: c",
  "[b]: c",
])("escapes plain text: %j", (text) => {
  const html = rendered(escapedMarkdown(text));
  expect(html).toMatch(/^<p>[^<]*<\/p>\n$/);
  const shown = html.slice(3, -5).replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  expect(shown).toBe(text.replace(/\s+/g, " "));
});

test.for(["a", "a`b", "`", "``` `` `", "[a](javascript:x)", "`[a](javascript:x)`"])(
  "writes %j as a code span",
  (text) => {
    expect(rendered(codeSpan(text))).toBe(`<p><code>${text}</code></p>\n`);
  },
);

test("returns what a reader sees of Markdown", () => {
  expect(plainText("# A\n\nSee [the *b*](c.md),\nand `d`.\n\n- e\n\n```sh\nf\n```")).toBe(
    "A\n\nSee the b, and d.\n\ne\n\nf\n",
  );
});
