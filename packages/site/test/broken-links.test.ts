import { expect, test } from "vitest";
import { brokenLinks } from "../src/check/broken-links.ts";

const NONE = new Map<string, ReadonlySet<string>>();

test.each<[string, Record<string, string>, string[]]>([
  [
    "a missing page",
    { "a.html": '<a href="b.html">b</a>' },
    ["a.html links to b.html, but there is no such page"],
  ],
  [
    "a missing anchor of another page",
    { "a.html": '<a href="x/b.html#there">b</a>', "x/b.html": '<p id="here">' },
    ["a.html links to x/b.html#there, but that page has no such anchor"],
  ],
  [
    "a missing anchor of the same page",
    { "a.html": '<a href="#nowhere">b</a>' },
    ["a.html links to #nowhere, but that page has no such anchor"],
  ],
  [
    "a missing script",
    { "a.html": '<script src="a.js"></script>' },
    ["a.html links to a.js, but there is no such page"],
  ],
  [
    "a broken link in llms.txt",
    { "llms.txt": "[b](b.md)" },
    ["llms.txt links to b.md, but there is no such page"],
  ],
  [
    "a missing anchor of a Markdown page",
    { "guides/a.md": "[b](b.md#two)", "guides/b.md": "# One" },
    ["guides/a.md links to b.md#two, but that page has no such anchor"],
  ],
])("reports %s and names the page", (_, files, problems) => {
  expect(brokenLinks(new Map(Object.entries(files)), NONE)).toEqual(problems);
});

test("accepts valid links and links to other sites", () => {
  const files = {
    "a.html":
      '<a href="b/c.html#x">c</a> <a href="https://a.example/">e</a> <a href="index.html#search">',
    "b/c.html": '<p id="x"><a href="../a.html">a</a>',
    "index.html": "",
    "guides/a.md": "[b](b.md#one-two) [c](a.md)",
    "guides/b.md": "# One two",
  };
  expect(brokenLinks(new Map(Object.entries(files)), NONE)).toEqual([]);
});

test("checks the given anchors of a page that creates them in the browser", () => {
  const files = new Map([
    ["a.html", '<a href="r.html#/users/get">r</a> <a href="r.html#/users/set">s</a>'],
    ["r.html", '<div id="redoc"><a href="/users">u</a></div>'],
  ]);
  const anchors = new Map([["r.html", new Set(["#/users/get"])]]);
  expect(brokenLinks(files, anchors)).toEqual([
    "a.html links to r.html#/users/set, but that page has no such anchor",
  ]);
});
