import { styleText } from "node:util";
import type { Rating } from "@countersign/upkeep/diff";
import { Command, Option } from "commander";
import { withProgress } from "../terminal/progress.ts";

interface Options {
  readonly since?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

/** Returns the command that shows what changed for users of provider packages. */
export function diffCommand(): Command {
  return new Command("diff")
    .description(
      "show what changed for users of the provider packages, and which version bump that requires",
    )
    .argument("[name...]", "providers (default: all)")
    .option(
      "--since <git ref>",
      "branch, tag or commit to compare with (default: the package's last release)",
    )
    .addOption(new Option("--json", "print one JSON document").conflicts("markdown"))
    .option("--markdown", "print Markdown, for example for a pull request")
    .addHelpText(
      "after",
      `
Exit code: 0 whether or not anything changed, 1 if the comparison failed.

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

/** Returns the rating in colour if standard output is a terminal. */
function coloured(rating: Rating): string {
  return styleText(COLOURS[rating], rating, { stream: process.stdout });
}
