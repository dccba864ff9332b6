import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Command } from "commander";
import { ReleaseError } from "../errors/release-error.ts";
import { buildPackages, packPackages } from "../packing/pack-packages.ts";
import { sizeProblem } from "../size/size-budgets.ts";
import { BUDGETS_FILE, sizeReport, updateBudgets } from "../size/size-report.ts";
import { reportErrors } from "./report-errors.ts";
import { sizeTable } from "./tables.ts";

/** Returns the command that compares package sizes with their budgets. */
export function sizeCommand(root: string): Command {
  return new Command("size")
    .description("compare package sizes with their budgets; fail if one grew by more than 5 %")
    .option("--update", "write the current sizes as budgets")
    .option("--json", "print one JSON document")
    .action((options: { update?: boolean; json?: boolean }) =>
      reportErrors(async () => {
        const folder = await mkdtemp(join(tmpdir(), "size-"));
        try {
          await buildPackages(root);
          await measure(root, folder, options);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }),
    );
}

async function measure(
  root: string,
  folder: string,
  { update, json }: { update?: boolean; json?: boolean },
): Promise<void> {
  const packages = await packPackages(root, folder);
  const rows = await sizeReport(root, packages);
  if (update === true) await updateBudgets(root, packages);
  console.log(
    json === true
      ? JSON.stringify(rows, null, 2)
      : sizeTable(rows, { columns: process.stdout.columns }),
  );
  const over = rows.filter(({ isOver }) => isOver);
  const file = relative(process.cwd(), BUDGETS_FILE);
  if (update === true) {
    console.error(`${file} has the current sizes. Commit it with the change that caused them.`);
  } else if (over.length > 0) {
    throw new ReleaseError(
      over.map(sizeProblem).join("\n"),
      `Make it smaller, or run \`pnpm release size --update\` and commit ${file} with the change that justifies it.`,
    );
  }
}
