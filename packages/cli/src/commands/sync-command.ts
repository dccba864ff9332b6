import { formatSpecError, SpecError } from "@countersign/spec/problem";
import type { SyncedFile, SyncResult } from "@countersign/upkeep/sync";
import { Command } from "commander";
import { bad, good } from "../terminal/output.ts";
import { startProgress } from "../terminal/progress.ts";

/** A provider that was left as it is, and why. */
interface Failure {
  readonly name: string;
  readonly error: Error;
}

interface SyncCommandOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const HELP = `
Each file is fetched from the address in source.yaml, and pages that a documentation site lists in its
llms.txt beside a vendored one become new files. A provider is written whole or not at all. The exit code
is 1 when a provider is refused or a page has disappeared, otherwise 0.

Examples:
  $ countersign sync
  $ countersign sync paywint inklink --dry-run
  $ countersign sync --json
`;

/** Returns the command that brings vendored files in line with upstream. */
export function syncCommand(): Command {
  return new Command("sync")
    .description("fetch vendored files anew, and show which operations and fields changed")
    .argument("[name...]", "providers; all of the workspace without any")
    .option("--dry-run", "fetch and compare, and write nothing")
    .option("--json", "print one JSON document")
    .addHelpText("after", HELP)
    .action(async (names: string[], { dryRun = false, json = false }: SyncCommandOptions) => {
      const { chosenProviders, findWorkspace } = await import("@countersign/spec/workspace");
      const workspace = findWorkspace();
      const outcomes: (SyncResult | Failure)[] = [];
      for (const name of chosenProviders(workspace, names)) {
        const outcome = await syncOne(name, { folder: workspace.specFolder(name), dryRun });
        outcomes.push(outcome);
        if (!json) show(outcome, dryRun);
      }
      if (json) console.log(JSON.stringify(toJson(outcomes, dryRun), undefined, 2));
      if (outcomes.some(isProblem)) process.exitCode = 1;
    });
}

async function syncOne(
  name: string,
  options: { folder: string; dryRun: boolean },
): Promise<SyncResult | Failure> {
  const { sync } = await import("@countersign/upkeep/sync");
  const progress = startProgress();
  try {
    return await sync({
      ...options,
      onProgress: ({ address, done, total }) =>
        progress.say(`${name} ${done + 1}/${total} ${address}`),
    });
  } catch (error) {
    // A full disk or a folder that is a file is told like a refusal; all else is a defect.
    const isTold = error instanceof SpecError || (error instanceof Error && "syscall" in error);
    if (!isTold) throw error;
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
      console.log("    no operation and no field: only texts, examples or the like");
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
  return dryRun ? `would be brought up to date: ${count}` : `is brought up to date: ${count}`;
}

function showDisappeared({ path, address }: SyncedFile): void {
  console.error(`${bad("error")} ${path}: ${address} has disappeared.`);
  console.error("  remedy Look where upstream publishes it now; the file is kept.");
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
