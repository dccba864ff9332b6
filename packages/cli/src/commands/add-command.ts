import { SpecError } from "@countersign/spec/problem";
import type { AddedProvider } from "@countersign/upkeep/add";
import { Command, InvalidArgumentError } from "commander";
import { good, warn } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";
import { VERSION } from "../terminal/version.ts";
import { type AddFlags, addChoices, canPrompt, TERMINAL } from "./add-choices.ts";

const HELP = `
On a terminal, it asks for the names that the document does not give, and how requests are signed. Elsewhere, or
with --yes or --json, it derives the names from the document and lists them for you to review, with the headers that
look like signatures.

How a signature is computed: sumsub, paywint or stripe, if the API signs as one of these does; a YAML file with the
fields of \`x-countersign-hmac\`; or none, if callers pass the value. If the time is in its own header, and the
document does not show in which, add its name: sumsub:X-Timestamp.

Everything is checked before the first question and the first file. If the document cannot be used, every problem is
listed, and an overlay can correct most of them: on a terminal, the command offers to write one; elsewhere, pass
--write-overlay. Review that file, then pass it with --overlay. The overlay is applied to the document first, and
becomes the spec folder's overlay, with the names after its actions.

A folder that is not a workspace yet becomes one: package.json records the scope of its packages and lists the new one.

Exit code: 0 if the provider was added, 1 if it was rejected or you cancelled.

Examples:
  $ countersign add acme ./acme-openapi.yaml
  $ countersign add acme https://api.acme.example/openapi.json
  $ countersign add acme ./acme-openapi.yaml --credential ApiKeyAuth=apiKey --yes
  $ countersign add acme ./acme-openapi.yaml --environment https://try.acme.example=sandbox
  $ countersign add acme ./acme-openapi.yaml --signature AppSignature=sumsub --credential AppSignature=secretKey
  $ countersign add acme ./acme-openapi.yaml --signature AppSignature=./acme-signing.yaml
  $ countersign add acme ./acme-openapi.yaml --webhook-signature Acme-Signature=stripe
  $ countersign add acme ./acme-openapi.yaml --write-overlay acme-overlay.yaml
  $ countersign add acme ./acme-openapi.yaml --overlay acme-overlay.yaml
  $ countersign add acme ./acme-openapi.yaml --scope @team --json
  $ countersign add acme ./acme-openapi.yaml --scope @team --json
`;

/** Returns the command that adds a provider to a workspace. */
export function addCommand(): Command {
  return new Command("add")
    .description(
      "add a provider to the workspace: its spec folder, its package and the dependencies on it",
    )
    .argument("<name>", "the provider's name: lower-case words joined by hyphens")
    .argument("<file or URL>", "path or URL of its OpenAPI 3 document")
    .option(
      "--credential <scheme=name>",
      "the client option for a security scheme; may be repeated",
      toPair,
    )
    .option("--environment <url=name>", "the environment of a server; may be repeated", toPair)
    .option(
      "--signature <scheme=how>",
      "how the client computes the header of a security scheme, or a header parameter; may be repeated",
      toFirstPair,
    )
    .option(
      "--webhook-signature <header=how>",
      "how webhook deliveries are signed, and the header with the signature",
      (text: string) => toFirstPair(text),
    )
    .option("--overlay <file>", "an overlay with corrections, applied to the document first")
    .option(
      "--write-overlay <file>",
      "if the document is rejected, write an overlay that corrects it to a new file",
    )
    .option("--scope <@scope>", "the scope of the packages of a new workspace")
    .option("--no-scope", "give the packages of a new workspace no scope")
    .option("-y, --yes", "do not prompt")
    .option("--json", "print the result as one JSON document; does not prompt")
    .addHelpText("after", HELP)
    .action(async (name: string, source: string, options: AddFlags) => {
      const { addProvider } = await import("@countersign/upkeep/add");
      const { offerCorrections } = await import("./add-corrections.ts");
      const progress = startProgress(0);
      progress.say(`adding ${name}`);
      const { writeOverlay, overlay } = options;
      const corrections = offerCorrections({
        name,
        writeOverlay,
        terminal: canPrompt(options) ? TERMINAL : undefined,
        args: process.argv.slice(2),
        progress,
      });
      try {
        const added = await addProvider({
          name,
          source,
          toolVersion: VERSION,
          ...addChoices(options, progress),
          overlay,
          onRejected: corrections.onRejected,
          userAgent: process.env.npm_config_user_agent,
        });
        progress.stop();
        if (!options.json) warn(added.warnings);
        console.log(options.json ? JSON.stringify(added, null, 2) : summaryOf(added));
      } catch (error) {
        const message = corrections.message();
        if (message === undefined || !(error instanceof SpecError)) throw error;
        progress.stop();
        console.error(message);
        process.exitCode = 1;
      } finally {
        progress.stop();
      }
    });
}

/** Splits at the last equals sign, because a URL may contain one and a name cannot. */
function toPair(
  text: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const at = text.lastIndexOf("=");
  if (at < 1) throw new InvalidArgumentError("It must have the form key=name.");
  return new Map(before).set(text.slice(0, at), text.slice(at + 1));
}

/** Splits at the first equals sign, because a path may contain one and a scheme or header cannot. */
function toFirstPair(
  text: string,
  before: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const [, key, how] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (key === undefined || how === undefined) {
    throw new InvalidArgumentError("It must have the form key=how.");
  }
  return new Map(before).set(key, how);
}

function summaryOf(added: AddedProvider): string {
  const { name, title, workspace, operations, files, decisions, lint, next } = added;
  const count = operations === 1 ? "1 operation" : `${operations} operations`;
  const rules = Object.entries(lint).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${good("ok")} ${name} added: ${printable(title)}, ${count}`,
    ...(workspace === "." ? [] : ["", `Written in ${workspace}:`]),
    ...files.map((path) => `  ${path}`),
    ...(decisions.length === 0 ? [] : ["", "For you to review:"]),
    ...decisions.map(({ file, line, message }) => {
      return `  ${line === undefined ? file : `${file}:${line}`}\n    ${message}`;
    }),
    ...(rules.length === 0 ? [] : ["", "Lint rules that the document breaks:"]),
    ...rules.map(([rule, times]) => `  ${rule} (${times})`),
    "",
    workspace === "." ? "Next:" : `Next, in ${workspace}:`,
    ...next.map((command) => `  $ ${command}`),
  ].join("\n");
}

/** Removes control characters from an upstream title, so that it cannot control the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}
