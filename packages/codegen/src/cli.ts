import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { styleText } from "node:util";
import { Command, Option } from "commander";
import { generate } from "./generate.ts";
import { lintSpec } from "./lint-spec.ts";
import { formatSpecError, SpecError } from "./spec-error.ts";
import { type WireKind, wire } from "./wire.ts";
import type { WriteResult } from "./write-files.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const program = new Command("countersign-codegen")
  .description("Generates typed, authenticated API clients from OpenAPI documents.")
  .version(version)
  .showHelpAfterError();

program
  .command("generate")
  .description("write a provider package's sources from its spec")
  .argument("<spec folder>", "folder that holds openapi.yaml; its name is the provider's name")
  .requiredOption("--out <package folder>", "folder of the provider package")
  .option("--check", "write nothing; exit with 1 when a file is stale", false)
  .addHelpText(
    "after",
    "\nExample:\n  $ countersign-codegen generate specs/paywint --out packages/providers/paywint\n",
  )
  .action(async (spec: string, options: { out: string; check: boolean }) => {
    const result = await generate({ spec, ...options });
    report(result, { folder: options.out, check: options.check, command: "generate" });
  });

program
  .command("lint")
  .description("lint a spec, bundled and overlaid, and show each problem where it is written")
  .argument("<spec folder>", "folder that holds openapi.yaml")
  .addHelpText("after", "\nExample:\n  $ countersign-codegen lint specs/paywint\n")
  .action(async (spec: string) => {
    const problems = await lintSpec(spec);
    if (problems > 0) process.exitCode = 1;
    else console.log(`${good("ok")} ${spec} has no problems`);
  });

program
  .command("wire")
  .description("write the files of a package that name each provider package it depends on")
  .argument("<package folder>", "folder of the package")
  .addOption(
    new Option("--emit <kind>", "facade entries, or the list of OpenAPI documents")
      .choices(["entries", "documents"])
      .makeOptionMandatory(),
  )
  .option("--check", "write nothing; exit with 1 when a file is stale", false)
  .addHelpText("after", "\nExample:\n  $ countersign-codegen wire packages/countersign --emit entries\n")
  .action(async (folder: string, options: { emit: WireKind; check: boolean }) => {
    const result = await wire({ folder, ...options });
    report(result, { folder, check: options.check, command: "wire" });
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(`${bad("error")} ${formatSpecError(error)}`);
  process.exitCode = 1;
}

function report(
  { written, removed }: WriteResult,
  { folder, check, command }: { folder: string; check: boolean; command: string },
): void {
  const place = relative(process.cwd(), folder) || ".";
  const changed = [...written, ...removed];
  if (changed.length === 0) {
    console.log(`${good("ok")} ${place} is up to date`);
    return;
  }
  const list = [...written.map((path) => `  ${path}`), ...removed.map((path) => `  ${path} (removed)`)];
  if (!check) {
    console.log(`${good("ok")} wrote ${changed.length} of the files in ${place}\n${list.join("\n")}`);
    return;
  }
  console.error(`${bad("error")} stale files in ${place}\n${list.join("\n")}`);
  console.error(`  remedy run \`${command}\` without --check, and commit what it writes`);
  process.exitCode = 1;
}

function good(text: string): string {
  return styleText("green", text, { stream: process.stdout });
}

function bad(text: string): string {
  return styleText("red", text, { stream: process.stderr });
}
