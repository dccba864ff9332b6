import type { ChangesetResult } from "@countersign/upkeep/changeset";
import { Command } from "commander";
import { good } from "../terminal/output.ts";
import { withProgress } from "../terminal/progress.ts";

/** Returns the command that writes changesets for what changed in provider packages. */
export function changesetCommand(): Command {
  return new Command("changeset")
    .description(
      "write release notes for what changed in the provider packages, with the right bump",
    )
    .argument("[name...]", "providers; all where none is named")
    .option(
      "--since <git ref>",
      "branch, tag or commit to compare with; otherwise the package's last release, or HEAD",
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Writes .changeset/spec-<name>.md for each provider whose users see a change. Another run rewrites the
file, and removes it when nothing is left to say. Exit code: 0 whatever changed, 1 when the comparison is
refused.

Examples:
  $ countersign changeset
  $ countersign changeset persona --since main
`,
    )
    .action(async (names: string[], { since, json }: { since?: string; json?: boolean }) => {
      const { changeset } = await import("@countersign/upkeep/changeset");
      const results = await withProgress("comparing", () =>
        changeset({ names, ...(since !== undefined && { since }) }),
      );
      console.log(json ? JSON.stringify(results, null, 2) : results.map(line).join("\n"));
    });
}

function line({ action, file, package: name, rating, stale }: ChangesetResult): string {
  const texts = {
    written: `${file} is written: ${name} ${rating}`,
    unchanged: `${file} is up to date: ${name} ${rating}`,
    removed: `${file} is removed: nothing that users of ${name} see has changed`,
    none: `nothing that users of ${name} see has changed`,
  };
  const hint = stale ? "\n   the package is older than its spec: run `generate`" : "";
  return `${good("ok")} ${texts[action]}${hint}`;
}
