import { relative } from "node:path";
import type { GenerateAllOptions, GeneratedProvider } from "@countersign/codegen/generate";
import { Argument, Command } from "commander";
import { report, warn } from "../terminal/output.ts";
import { startProgress, withProgress } from "../terminal/progress.ts";

interface Options {
  readonly out?: string;
  readonly check?: boolean;
  readonly examples?: boolean;
  readonly json?: boolean;
  readonly allowRemoteRefs?: boolean;
}

/** Returns the command that writes the source of provider packages. */
export function generateCommand(): Command {
  return new Command("generate")
    .description("write the source of provider packages from their specs")
    .addArgument(
      new Argument(
        "[name...]",
        "providers of this workspace (default: all); with --out, one spec folder",
      ),
    )
    .option("--out <package folder>", "write the package of one spec folder there")
    .option(
      "--examples",
      "with --out, also write the spec's examples to test/generated/examples.ts, typed",
    )
    .option("--check", "write nothing; list stale files and exit with 1 if there are any")
    .option(
      "--allow-remote-refs",
      "follow a $ref to an https URL, unless it is in a private network",
    )
    .option("--json", "print written or stale files, and warnings, as JSON")
    .addHelpText(
      "after",
      `
If a spec is rejected, its package is left unchanged. Exit code: 0 if everything is up to date or was updated,
1 if a spec was rejected or, with --check, if a file is stale.

Examples:
  $ countersign generate                    every provider of the workspace
  $ countersign generate paywint persona    two of them
  $ countersign generate --check            is anything stale?
  $ countersign generate specs/acme --out packages/acme
`,
    )
    .action(async (names: string[], options: Options, command: Command) => {
      const {
        out,
        check = false,
        examples = false,
        json = false,
        allowRemoteRefs = false,
      } = options;
      const results = [];
      if (out !== undefined) {
        const [spec, ...others] = names;
        if (spec === undefined || others.length > 0) {
          command.error("error: --out requires exactly one spec folder");
        }
        const result = await withProgress(`generating ${spec}`, async () => {
          const { generate } = await import("@countersign/codegen/generate");
          return generate({ spec, out, check, examples, allowRemoteRefs });
        });
        results.push({ folder: out, ...result });
        if (!json) {
          warn(result.warnings);
          report(result, { folder: out, check, command: "generate" });
        }
      } else {
        const shared = { names, check, allowRemoteRefs };
        for await (const provider of generatedUnderProgress(shared)) {
          results.push({ ...provider, folder: relative(process.cwd(), provider.folder) });
          if (json) continue;
          warn(provider.warnings);
          report(provider, { folder: provider.folder, check, command: "generate" });
        }
      }
      if (!json) return;
      console.log(JSON.stringify(results, null, 2));
      const isStale = results.some(({ written, removed }) => written.length + removed.length > 0);
      if (check && isStale) process.exitCode = 1;
    });
}

async function* generatedUnderProgress(
  options: Omit<GenerateAllOptions, "workspace" | "onWork">,
): AsyncGenerator<GeneratedProvider, void, undefined> {
  const { findWorkspace } = await import("@countersign/spec/workspace");
  const { generateAll } = await import("@countersign/codegen/generate");
  const progress = startProgress(0);
  const onWork = (name: string): void => progress.say(`generating ${name}`);
  try {
    for await (const provider of generateAll({ ...options, workspace: findWorkspace(), onWork })) {
      progress.stop();
      yield provider;
    }
  } finally {
    progress.stop();
  }
}
