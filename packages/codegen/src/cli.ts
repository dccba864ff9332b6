import { readFileSync } from "node:fs";
import { basename, relative } from "node:path";
import { styleText } from "node:util";
import { Command, Option } from "commander";
import { formatSpecError, SpecError } from "./spec-error.ts";
import type { WireKind } from "./wire.ts";
import type { WriteResult } from "./write-files.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

// Each command loads what it runs: help is there at once, and wire needs no OpenAPI engine.
const program = new Command("countersign-codegen")
  .description("Generates typed, authenticated API clients from OpenAPI documents.")
  .version(version)
  .showHelpAfterError();

program
  .command("generate")
  .description("write a provider package's sources from its spec")
  .argument("<spec folder>", "folder that holds openapi.yaml; its name is the provider's name")
  .requiredOption("--out <package folder>", "folder of the provider package")
  .option("--examples", "also write the spec's examples as test/generated/examples.ts, typed")
  .option("--check", "write nothing; list stale files and exit with 1 if there are any")
  .addHelpText(
    "after",
    "\nExample:\n  $ countersign-codegen generate specs/paywint --out packages/providers/paywint\n",
  )
  .action(async (spec: string, options: { out: string; check?: boolean; examples?: boolean }) => {
    const { generate } = await import("./generate.ts");
    const { out, check = false, examples = false } = options;
    const result = await generate({ spec, out, check, examples });
    report(result, { folder: out, check, command: "generate" });
  });

program
  .command("lint")
  .description("lint a spec, bundled and overlaid, and show each problem where it is written")
  .argument("<spec folder>", "folder that holds openapi.yaml")
  .addHelpText("after", "\nExample:\n  $ countersign-codegen lint specs/paywint\n")
  .action(async (spec: string) => {
    const { lintSpec } = await import("./lint-spec.ts");
    const problems = await lintSpec(spec);
    if (problems === 0) {
      console.log(`${good("ok")} ${spec} has no problems`);
      return;
    }
    console.error(
      `${bad("error")} ${spec} has ${problems} ${problems === 1 ? "problem" : "problems"}`,
    );
    process.exitCode = 1;
  });

program
  .command("wire")
  .description("write the files of a package that name the provider packages it depends on")
  .argument("<package folder>", "folder of the package")
  .addOption(
    new Option("--emit <kind>", "facade entries, or the list of OpenAPI documents")
      .choices(["entries", "documents"])
      .makeOptionMandatory(),
  )
  .option("--check", "write nothing; list stale files and exit with 1 if there are any")
  .addHelpText(
    "after",
    "\nExample:\n  $ countersign-codegen wire packages/countersign --emit entries\n",
  )
  .action(async (folder: string, { emit, check = false }: { emit: WireKind; check?: boolean }) => {
    const { wire } = await import("./wire.ts");
    const result = await wire({ folder, emit, check });
    report(result, { folder, check, command: "wire" });
  });

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof SpecError ? formatSpecError(error) : systemMessage(error);
  // Anything else is a defect of this program, whose stack is worth seeing.
  if (message === undefined) throw error;
  console.error(`${bad("error")} ${message}`);
  process.exitCode = 1;
}

function report(
  { written, removed }: WriteResult,
  { folder, check, command }: { folder: string; check: boolean; command: string },
): void {
  const place = relative(process.cwd(), folder) || basename(process.cwd());
  const changed = [...written, ...removed];
  if (changed.length === 0) {
    console.log(`${good("ok")} ${place} is up to date`);
    return;
  }
  const list = [
    ...written.map((path) => `  ${path}`),
    ...removed.map((path) => `  ${path} (removed)`),
  ];
  if (!check) {
    console.log(`${good("ok")} ${place} is brought up to date\n${list.join("\n")}`);
    return;
  }
  console.error(`${bad("error")} stale files in ${place}\n${list.join("\n")}`);
  console.error(`  remedy run \`${command}\` without --check, and commit what it writes`);
  process.exitCode = 1;
}

/** What the operating system refused: a disk that is full, a folder that is a file. */
function systemMessage(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error ? error.message : undefined;
}

function good(text: string): string {
  return styleText("green", text, { stream: process.stdout });
}

function bad(text: string): string {
  return styleText("red", text, { stream: process.stderr });
}
