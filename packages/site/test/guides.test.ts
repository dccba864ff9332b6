import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadGuides, pageOf } from "../src/guides/load-guides.ts";
import { readmeParts } from "../src/pages/readme-parts.ts";

const plain = (code: string): string => `<pre>${code}</pre>`;

test("lists guides in reading order, then others by name, then decisions", async () => {
  const root = await folder({
    "docs/zebra.md": "# Zebra",
    "docs/vocabulary.md": "# Vocabulary",
    "docs/quick-start.md": "# Quick start",
    "docs/decisions/0001-x.md": "# 0001 X",
    "docs/apple.md": "# Apple",
  });
  const { guides } = await loadGuides(root, plain);
  expect(guides.map(({ title }) => title)).toEqual([
    "Quick start",
    "Vocabulary",
    "Apple",
    "Zebra",
    "0001 X",
  ]);
});

test("turns links between pages into site links, and links to source files into text", async () => {
  const root = await folder({
    "docs/a.md": "# A\n\n[b](decisions/README.md#why) [code](../src/x.ts)",
    "docs/decisions/README.md": "# Why",
    "src/x.ts": "",
  });
  const [guide] = (await loadGuides(root, plain)).guides;
  expect(guide?.body.markup).toContain('<a href="decisions/index.html#why">b</a> code');
  expect(guide?.markdown).toBe("# A\n\n[b](decisions/README.md#why) code");
});

test("reports a link to a file that does not exist and names the page", async () => {
  const root = await folder({ "docs/a.md": "# A\n\n[b](b.md) [c](../src/gone.ts)" });
  expect((await loadGuides(root, plain)).problems).toEqual([
    "docs/a.md links to ../src/gone.ts, which does not exist",
    "docs/a.md links to b.md, which does not exist",
  ]);
});

test("makes a folder's README its index", () => {
  expect(pageOf("docs/decisions/README.md")).toBe("guides/decisions/index.html");
  expect(pageOf("docs/quick-start.md")).toBe("guides/quick-start.html");
});

const README = `# Name

What it is,
in a sentence.

\`\`\`sh
npm install name
\`\`\`

\`\`\`ts
call();
\`\`\`

## What the facade does

- **This**

## More
`;

test("takes the parts of the landing page from the README", () => {
  expect(readmeParts(README)).toEqual({
    lead: "What it is, in a sentence.",
    install: "npm install name",
    firstCall: "call();",
    features: "- **This**",
  });
});

test("refuses a README without a part that the landing page needs", () => {
  expect(() => readmeParts(README.replace("```ts", "```js"))).toThrow(
    "README.md has no `ts` code block, which the landing page needs.",
  );
});

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "countersign-guides-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
