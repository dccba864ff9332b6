import { styleText } from "node:util";
import type { Rating } from "@countersign/upkeep/diff";
import { Command, Option } from "commander";
import { withProgress } from "../terminal/progress.ts";

interface Options {
  readonly since?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Returns the command that says what changed for users of provider packages. */
export function diffCommand(): Command {
  return new Command("diff")
    .description(
      "say what changed for users of the provider packages, and which version that asks for",
    )
    .argument("[name...]", "providers; all where none is named")
    .option(
      "--since <git ref>",
      "branch, tag or commit to compare with; otherwise the package's last release, or HEAD",
    )
    .addOption(new Option("--json", "print one JSON document").conflicts("markdown"))
    .option("--markdown", "print Markdown, as for a pull request")
    .addHelpText(
      "after",
      `
Exits with 0 whatever changed, and with 1 when the comparison is refused.

Examples:
  $ countersign diff
  $ countersign diff persona --since main
  $ countersign diff --markdown > changes.md
`,
    )
    .action(async (names: string[], { since, json, markdown }: Options) => {
      const { diff } = await import("@countersign/upkeep/diff");
      const reports = await withProgress("comparing", () =>
        diff({ names, ...(since !== undefined && { since }) }),
      );
      if (json) {
        console.log(JSON.stringify(reports, null, 2));
        return;
      }
      const { formatMarkdown, formatText } = await import("@countersign/upkeep/diff");
      console.log(markdown ? formatMarkdown(reports) : formatText(reports, coloured));
    });
}

const COLOURS = { major: "red", minor: "yellow", patch: "green", none: "green" } as const;

/** In colour where standard output is a terminal. */
function coloured(rating: Rating): string {
  return styleText(COLOURS[rating], rating, { stream: process.stdout });
}
