import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { styleText } from "node:util";
import { Command } from "commander";
import { type CheckResult, runChecks } from "../checks/check.ts";
import { placeholders } from "../checks/placeholders.ts";
import { type PlannedRelease, plannedReleases, waitingReleases } from "../plan/release-plan.ts";
import { releaseChecks } from "../publish/release-checks.ts";
import { reportErrors } from "./report-errors.ts";
import { releaseTable } from "./tables.ts";

interface Report {
  readonly checks: readonly CheckResult[];
  /** Versions that the pending release notes would create. */
  readonly planned: readonly PlannedRelease[];
  /** Versions that exist but are not published yet. */
  readonly waiting: readonly PlannedRelease[];
  /** Placeholders that prevent publishing even if all checks pass. */
  readonly placeholders: readonly string[];
}

/** Returns the command that runs everything short of publishing and shows what would be released. */
export function releaseCheckCommand(root: string): Command {
  return new Command("check")
    .description("run everything short of publishing, and show what would be released")
    .option("--json", "print one JSON document")
    .action(({ json }: { json?: boolean }) =>
      reportErrors(async () => {
        const report = await makeReport(root, json === true ? () => {} : printResult);
        if (json === true) console.log(JSON.stringify(report, null, 2));
        else printPlan(report);
        if (failures(report) > 0) process.exitCode = 1;
      }),
    );
}

async function makeReport(root: string, onResult: (result: CheckResult) => void): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "release-check-"));
  try {
    const checks = await runChecks(releaseChecks(root, folder), onResult);
    return {
      checks,
      planned: await plannedReleases(root).catch(() => []),
      waiting: await waitingReleases(root),
      placeholders: placeholders(root),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function failures({ checks }: Report): number {
  return checks.filter(({ problems }) => problems.length > 0).length;
}

function printResult({ name, problems }: CheckResult): void {
  const isGood = problems.length === 0;
  const sign = styleText(isGood ? "green" : "red", isGood ? "ok" : "failed", {
    stream: process.stdout,
  });
  console.log(`${sign} ${name}`);
  for (const problem of problems) console.log(`   ${problem.replaceAll("\n", "\n   ")}`);
}

function printPlan(report: Report): void {
  const { planned, waiting, checks } = report;
  const style = { columns: process.stdout.columns };
  if (planned.length > 0) {
    console.log(`\nVersions from the pending release notes:\n${releaseTable(planned, style)}`);
  }
  if (waiting.length > 0) {
    console.log(`\nNot published yet:\n${releaseTable(waiting, style)}`);
  }
  if (planned.length + waiting.length === 0) console.log("\nNothing to release.");
  if (report.placeholders.length > 0) {
    console.log(`\nPublishing is refused until these placeholders are filled in:`);
    for (const each of report.placeholders) console.log(`  ${each}`);
  }
  const failed = failures(report);
  console.log(`\n${checks.length - failed} of ${checks.length} checks passed`);
}
