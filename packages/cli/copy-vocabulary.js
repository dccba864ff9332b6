import { copyFile, readFile, writeFile } from "node:fs/promises";

// Editors need the vocabulary's schema at a path in this package, which may be the only one that users install.
const schema = import.meta.resolve("@countersign/spec/vocabulary.schema.json");
await copyFile(new URL(schema), new URL("dist/vocabulary.schema.json", import.meta.url));

// `countersign vocabulary` prints the page, for people who do not have this repository. Its files have no URL there.
const page = await readFile(new URL("../../docs/vocabulary.md", import.meta.url), "utf8");
const withoutFiles = page.replace(/\[([^\]]+)\]\((?!#|https:)[^)]*\)/g, "$1");
await writeFile(new URL("dist/vocabulary.md", import.meta.url), withoutFiles);
