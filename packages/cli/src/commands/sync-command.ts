import { formatSpecError, SpecError } from "@countersign/spec/problem";
import type { SyncedFile, SyncOptions, SyncResult } from "@countersign/upkeep/sync";
import { Command } from "commander";
import { bad, good } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";

/** A provider that could not be synced, and why. */
interface Failure {
  readonly name: string;
  readonly error: Error;
}

interface SyncCommandOptions {
  readonly from?: string;
  readonly as?: string;
  readonly acceptRemovals?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const HELP = `
Each file is fetched from its URL in source.yaml. Pages that a documentation site lists in its llms.txt next to
a vendored page become new files. If anything fails for a provider, none of its files is written.
Exit code: 1 if a provider failed or a page has disappeared, otherwise 0.

Examples:
  $ countersign sync
  $ countersign sync paywint inklink --dry-run
  $ countersign sync acme --from ~/Downloads/openapi.yaml
  $ countersign sync --json
`;

/** Returns the command that updates vendored files from upstream. */
export function syncCommand(): Command {
  return new Command("sync")
    .description("fetch vendored files again, and show which operations and fields changed")
    .argument("[name...]", "providers (default: all)")
    .option(
      "--from <file>",
      "take the new version from a file instead, such as one received by mail",
    )
    .option(
      "--as <path>",
      "with --from: the vendored file that it replaces (default: the only one)",
    )
    .option("--accept-removals", "accept that more than half of a document's operations are gone")
    .option("--dry-run", "fetch and compare, but write nothing")
    .option("--json", "print one JSON document")
    .addHelpText("after", HELP)
    .action(async (names: string[], options: SyncCommandOptions) => {
      const { dryRun = false, json = false, acceptRemovals = false, from, as } = options;
      const received = from === undefined ? {} : { from: { file: from, ...(as && { as }) } };
      if (from !== undefined && names.length !== 1) {
        throw new SpecError("A file is a new version of one provider's document.", {
          location: { file: from },
          remedy: "Name the provider: countersign sync <name> --from <file>.",
        });
      }
      const { chosenProviders, findWorkspace } = await import("@countersign/spec/workspace");
      const workspace = findWorkspace();
      const outcomes: (SyncResult | Failure)[] = [];
      for (const name of chosenProviders(workspace, names)) {
        const folder = workspace.specFolder(name);
        const outcome = await syncOne(name, { folder, dryRun, acceptRemovals, ...received });
        outcomes.push(outcome);
        if (!json) show(outcome, dryRun);
      }
      if (json) console.log(JSON.stringify(toJson(outcomes, dryRun), undefined, 2));
      if (outcomes.some(isProblem)) process.exitCode = 1;
    });
}

async function syncOne(name: string, options: SyncOptions): Promise<SyncResult | Failure> {
  const { sync } = await import("@countersign/upkeep/sync");
  const progress = startProgress();
  try {
    return await sync({
      ...options,
      onProgress: ({ address, done, total }) =>
        progress.say(`${name} ${done + 1}/${total} ${address}`),
    });
  } catch (error) {
    // Errors from the operating system, such as a full disk, are reported too. Anything else is a bug.
    const isExpected = error instanceof SpecError || (error instanceof Error && "syscall" in error);
    if (!isExpected) throw error;
    return { name, error };
  } finally {
    progress.stop();
  }
}

function isProblem(outcome: SyncResult | Failure): boolean {
  return "error" in outcome || outcome.files.some(({ state }) => state === "disappeared");
}

function show(outcome: SyncResult | Failure, dryRun: boolean): void {
  if ("error" in outcome) {
    const { error } = outcome;
    const text = error instanceof SpecError ? formatSpecError(error) : error.message;
    console.error(`${bad("error")} ${outcome.name}: ${text}`);
    return;
  }
  const { name, files, unreferenced, skipped } = outcome;
  const news = files.filter(({ state }) => !["unchanged", "disappeared"].includes(state));
  console.log(`${good("ok")} ${name} ${summary(outcome, { news: news.length, dryRun })}`);
  for (const { path, state, changes } of news) {
    console.log(`  ${path} (${state})`);
    for (const line of changes) console.log(`    ${line}`);
    if (state === "changed" && changes.length === 0) {
      console.log("    no operations or fields, only descriptions, examples and the like");
    }
  }
  for (const path of unreferenced) console.log(`  ${path} is not yet referenced`);
  for (const { address, reason } of skipped) {
    console.error(`  skipped ${address}\n    ${reason}`);
  }
  for (const file of files) if (file.state === "disappeared") showDisappeared(file);
}

function summary(
  { files, written }: SyncResult,
  { news, dryRun }: { news: number; dryRun: boolean },
): string {
  if (files.length === 0) return "has no vendored files";
  if (written.length === 0) return "has nothing new";
  const count = `${news} ${news === 1 ? "file" : "files"}`;
  return dryRun ? `would be updated: ${count}` : `updated: ${count}`;
}

function showDisappeared({ path, address }: SyncedFile): void {
  console.error(`${bad("error")} ${path}: ${address} has disappeared.`);
  console.error("  remedy Find where upstream publishes it now; the file is kept.");
}

function toJson(outcomes: readonly (SyncResult | Failure)[], dryRun: boolean): object {
  const providers = outcomes.map((outcome) => {
    if (!("error" in outcome)) return outcome;
    const { name, error } = outcome;
    const details =
      error instanceof SpecError ? { location: error.location, remedy: error.remedy } : {};
    return { name, error: { message: error.message, ...details } };
  });
  return { ok: !outcomes.some(isProblem), dryRun, providers };
}
