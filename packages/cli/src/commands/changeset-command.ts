import type { ChangesetResult } from "@countersign/upkeep/changeset";
import { Command } from "commander";
import { good } from "../terminal/output.ts";
import { withProgress } from "../terminal/progress.ts";

interface Options {
  readonly since?: string;
  readonly replace?: boolean;
  readonly json?: boolean;
}

/** Returns the command that writes changesets for the changes in provider packages. */
export function changesetCommand(): Command {
  return new Command("changeset")
    .description(
      "write release notes for the changes in the provider packages, with the right version bump",
    )
    .argument("[name...]", "providers (default: all)")
    .option(
      "--since <git ref>",
      "branch, tag or commit to compare with (default: the package's last release)",
    )
    .option("--replace", "also lower a pending note's bump, or remove it")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Writes .changeset/spec-<name>.md for each provider with changes that users see. Another run adds what changed since, or
raises the bump. It lowers the bump or removes the file only with --replace, so that no pending note is lost. A provider
without a release is compared with HEAD; its note says which commit that was, and later runs start from there.
Exit code: 0 whether or not anything changed, 1 if the comparison failed.

Examples:
  $ countersign changeset
  $ countersign changeset persona --since main
`,
    )
    .action(async (names: string[], { since, replace = false, json }: Options) => {
      const { changeset } = await import("@countersign/upkeep/changeset");
      const results = await withProgress("comparing", () =>
        changeset({ names, replace, ...(since !== undefined && { since }) }),
      );
      console.log(json ? JSON.stringify(results, null, 2) : results.map(line).join("\n"));
    });
}

function line({ action, file, package: name, rating, noted, stale }: ChangesetResult): string {
  const texts = {
    written: `${file} written: ${name} ${rating}`,
    unchanged: `${file} is up to date: ${name} ${rating}`,
    removed: `${file} removed: no changes visible to users of ${name}`,
    kept: `${file} kept: ${name} ${noted}, though the changes are now rated ${rating}; --replace rewrites it`,
    none: `no changes visible to users of ${name}`,
  };
  const hint = stale ? "\n   the package is older than its spec: run `generate`" : "";
  return `${good("ok")} ${texts[action]}${hint}`;
}
