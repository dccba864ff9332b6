import type { ChangesetResult } from "@countersign/upkeep/changeset";
import { Command } from "commander";
import { good } from "../terminal/output.ts";
import { withProgress } from "../terminal/progress.ts";

/** Returns the command that writes changesets for the changes in provider packages. */
export function changesetCommand(): Command {
  return new Command("changeset")
    .description(
      "write release notes for the changes in the provider packages, with the right version bump",
    )
    .argument("[name...]", "providers (default: all)")
    .option(
      "--since <git ref>",
      "branch, tag or commit to compare with (default: the package's last release, or HEAD)",
    )
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Writes .changeset/spec-<name>.md for each provider with changes that users see. Another run rewrites the file,
or removes it if no such changes are left. Exit code: 0 whether or not anything changed, 1 if the comparison failed.

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
    written: `${file} written: ${name} ${rating}`,
    unchanged: `${file} is up to date: ${name} ${rating}`,
    removed: `${file} removed: no changes visible to users of ${name}`,
    none: `no changes visible to users of ${name}`,
  };
  const hint = stale ? "\n   the package is older than its spec: run `generate`" : "";
  return `${good("ok")} ${texts[action]}${hint}`;
}
