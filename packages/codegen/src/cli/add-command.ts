import { Command } from "commander";
import type { AddedProvider } from "../add/add-provider.ts";
import { good } from "./output.ts";
import { withProgress } from "./progress.ts";

/** Returns the command that adds a provider to a workspace. */
export function addCommand(): Command {
  return new Command("add")
    .description(
      "add a provider to the workspace: its spec folder, its package and what depends on it",
    )
    .argument("<name>", "the provider's name: words in lower case joined by hyphens")
    .argument("<file or URL>", "its OpenAPI 3 document, in one file; an address is fetched")
    .option("--json", "print what was added as one JSON document")
    .addHelpText(
      "after",
      `
Everything is checked before the first file is written; a document that cannot be generated leaves nothing
behind. Exit code: 0 when the provider was added, 1 when it was refused.

Examples:
  $ countersign-codegen add acme ./acme-openapi.yaml
  $ countersign-codegen add acme https://api.acme.example/openapi.json
  $ countersign-codegen add acme ./acme-openapi.yaml --json
`,
    )
    .action(async (name: string, source: string, { json = false }: { json?: boolean }) => {
      const { addProvider } = await import("../add/add-provider.ts");
      const added = await withProgress(`adding ${name}`, () => addProvider({ name, source }));
      console.log(json ? JSON.stringify(added, null, 2) : told(added));
    });
}

function told({ name, title, operations, files, decisions, lint, next }: AddedProvider): string {
  const count = operations === 1 ? "1 operation" : `${operations} operations`;
  const rules = Object.entries(lint).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${good("ok")} ${name} is added: ${printable(title)}, ${count}`,
    ...files.map((path) => `  ${path}`),
    ...(decisions.length === 0 ? [] : ["", "For you to decide:"]),
    ...decisions.map(({ file, line, message }) => {
      return `  ${line === undefined ? file : `${file}:${line}`}\n    ${message}`;
    }),
    ...(rules.length === 0 ? [] : ["", "Lint rules that the document does not keep:"]),
    ...rules.map(([rule, times]) => `  ${rule} (${times})`),
    "",
    "Next:",
    ...next.map((command) => `  $ ${command}`),
  ].join("\n");
}

/** A title is upstream's text, and must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}
