import { expect, test } from "vitest";
import { brokenLinks } from "../src/check/broken-links.ts";

const NONE = new Map<string, ReadonlySet<string>>();

test.each<[string, Record<string, string>, string[]]>([
  [
    "a page that is not there",
    { "a.html": '<a href="b.html">b</a>' },
    ["a.html links to b.html, and there is no such page"],
  ],
  [
    "an anchor that its page does not have",
    { "a.html": '<a href="x/b.html#there">b</a>', "x/b.html": '<p id="here">' },
    ["a.html links to x/b.html#there, and that page has no such anchor"],
  ],
  [
    "an anchor of the page itself",
    { "a.html": '<a href="#nowhere">b</a>' },
    ["a.html links to #nowhere, and that page has no such anchor"],
  ],
  [
    "a script",
    { "a.html": '<script src="a.js"></script>' },
    ["a.html links to a.js, and there is no such page"],
  ],
  [
    "a link of llms.txt",
    { "llms.txt": "[b](b.md)" },
    ["llms.txt links to b.md, and there is no such page"],
  ],
  [
    "an anchor of a text",
    { "guides/a.md": "[b](b.md#two)", "guides/b.md": "# One" },
    ["guides/a.md links to b.md#two, and that page has no such anchor"],
  ],
])("%s is found, and its page is named", (_, files, problems) => {
  expect(brokenLinks(new Map(Object.entries(files)), NONE)).toEqual(problems);
});

test("links that lead somewhere, or to other sites, are passed", () => {
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

test("a page that makes its anchors in the browser says which it has", () => {
  const files = new Map([
    ["a.html", '<a href="r.html#/users/get">r</a> <a href="r.html#/users/set">s</a>'],
    ["r.html", '<div id="redoc"><a href="/users">u</a></div>'],
  ]);
  const anchors = new Map([["r.html", new Set(["#/users/get"])]]);
  expect(brokenLinks(files, anchors)).toEqual([
    "a.html links to r.html#/users/set, and that page has no such anchor",
  ]);
});
