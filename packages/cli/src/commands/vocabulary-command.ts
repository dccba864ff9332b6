import { readFile } from "node:fs/promises";
import { SpecError, toLine } from "@countersign/spec/problem";
import { Command } from "commander";

/** Returns the command that explains the words that OpenAPI documents may contain for this program. */
export function vocabularyCommand(): Command {
  return new Command("vocabulary")
    .description("explain the `x-countersign-*` words, with examples")
    .argument("[word]", "only this one, such as x-countersign-hmac")
    .addHelpText("after", "\nExample:\n  $ countersign vocabulary x-countersign-hmac\n")
    .action(async (word: string | undefined) => {
      const page = await readFile(new URL("../vocabulary.md", import.meta.url), "utf8");
      console.log((word === undefined ? page : entryOf(page, word)).trim());
    });
}

/** Returns a word's row in the table of words, and its section if it has one. */
function entryOf(page: string, word: string): string {
  const rows = new Map(
    [...page.matchAll(/^\| `(x-[a-z-]+)` \|.*$/gm)].map(([row, name]) => [name, row]),
  );
  const row = rows.get(word);
  if (row === undefined) {
    throw new SpecError(`There is no word "${toLine(word)}" in the vocabulary.`, {
      location: { file: "vocabulary" },
      remedy: `Choose one of: ${[...rows.keys()].join(", ")}.`,
    });
  }
  const sections = page.split(/^(?=## )/m);
  const section = sections.find((each) => each.startsWith(`## \`${word}\`\n`));
  return [`| word | belongs on | meaning |\n|---|---|---|\n${row}`, section].join("\n\n");
}
