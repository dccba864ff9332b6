import type { AddedProvider, AddOptions, ChosenNames, OpenName } from "@countersign/upkeep/add";
import { Command, InvalidArgumentError } from "commander";
import { good } from "../terminal/output.ts";
import { type Progress, startProgress } from "../terminal/progress.ts";
import { VERSION } from "../terminal/version.ts";

interface Options {
  readonly credential?: ReadonlyMap<string, string>;
  readonly environment?: ReadonlyMap<string, string>;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const HELP = `
On a terminal, it asks for the names that the document leaves open; elsewhere, with --yes or with --json, what
is not named takes a name from the document, and the list of what to decide says which.

Everything is checked before the first file is written; a document that cannot be generated leaves nothing
behind. Exit code: 0 when the provider was added, 1 when it was refused or you stopped.

Examples:
  $ countersign add acme ./acme-openapi.yaml
  $ countersign add acme https://api.acme.example/openapi.json
  $ countersign add acme ./acme-openapi.yaml --credential ApiKeyAuth=apiKey --yes
  $ countersign add acme ./acme-openapi.yaml --environment https://try.acme.example=sandbox
  $ countersign add acme ./acme-openapi.yaml --json
`;

/** Returns the command that adds a provider to a workspace. */
export function addCommand(): Command {
  return new Command("add")
    .description(
      "add a provider to the workspace: its spec folder, its package and what depends on it",
    )
    .argument("<name>", "the provider's name: words in lower case joined by hyphens")
    .argument("<file or URL>", "its OpenAPI 3 document; an address is fetched")
    .option(
      "--credential <scheme=name>",
      "the client's option for a security scheme; may be repeated",
      toPair,
    )
    .option("--environment <url=name>", "the environment that a server is; may be repeated", toPair)
    .option("-y, --yes", "ask nothing")
    .option("--json", "print what was added as one JSON document; asks nothing")
    .addHelpText("after", HELP)
    .action(async (name: string, source: string, options: Options) => {
      const { addProvider } = await import("@countersign/upkeep/add");
      const progress = startProgress(0);
      progress.say(`adding ${name}`);
      try {
        const chooseNames = chooser(options, progress);
        const added = await addProvider({ name, source, toolVersion: VERSION, chooseNames });
        progress.stop();
        console.log(options.json ? JSON.stringify(added, null, 2) : told(added));
      } finally {
        progress.stop();
      }
    });
}

/** A name has no equals sign, and an address may. */
function toPair(
  text: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const at = text.lastIndexOf("=");
  if (at < 1) throw new InvalidArgumentError("It is two texts joined by an equals sign.");
  return new Map(before).set(text.slice(0, at), text.slice(at + 1));
}

/** What flags say goes first; a person at a terminal is asked for the rest. */
function chooser(
  { credential = new Map(), environment = new Map(), yes = false, json = false }: Options,
  progress: Progress,
): NonNullable<AddOptions["chooseNames"]> {
  return async (open: readonly OpenName[]): Promise<ChosenNames> => {
    const given: ChosenNames = { credentials: credential, environments: environment };
    const isAsked = !yes && !json && process.stdin.isTTY && process.stderr.isTTY;
    const left = open.filter(({ kind, of }) => !given[`${kind}s`].has(of));
    if (!isAsked || left.length === 0) return given;
    const { askNames } = await import("../terminal/ask-names.ts");
    progress.stop();
    const responses = await askNames(left, given, { input: process.stdin, output: process.stderr });
    progress.say("adding");
    return responses;
  };
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
