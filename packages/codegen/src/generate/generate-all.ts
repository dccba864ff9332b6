import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chosenProviders, type Workspace } from "@countersign/spec/workspace";
import { writeFiles } from "../write/write-files.ts";
import type { GenerateResult } from "./generate.ts";
import { stampOf } from "./stamp.ts";

/** Options for generating the providers of a workspace. */
export interface GenerateAllOptions {
  readonly workspace: Workspace;
  /** Names of providers; empty for all. */
  readonly names: readonly string[];
  /** Whether to only report stale files, and write nothing. Default: false. */
  readonly check?: boolean;
  /** Whether a `$ref` may lead to a public https URL. Default: false. */
  readonly allowRemoteRefs?: boolean;
  /** Called for each provider that is not skipped, before work on it begins. */
  readonly onWork?: (name: string) => void;
}

/** The result for one provider. One that was skipped has no warnings. */
export interface GeneratedProvider extends GenerateResult {
  readonly name: string;
  /** Absolute path of its package. */
  readonly folder: string;
}

/**
 * Generates the packages of a workspace's providers, one after the other, and yields a result for each.
 * Skips a provider if its spec, its files and the generator have not changed since the last run.
 *
 * @throws SpecError for a name without a spec, and for whatever `generate` rejects.
 */
export async function* generateAll(
  options: GenerateAllOptions,
): AsyncGenerator<GeneratedProvider, void, undefined> {
  const { workspace, names, check = false, allowRemoteRefs = false } = options;
  for (const name of chosenProviders(workspace, names)) {
    const subject = {
      spec: workspace.specFolder(name),
      out: workspace.packageFolder(name),
      examples: hasExamples(workspace.packageFolder(name)),
    };
    // A file at a URL may have changed even if nothing local has.
    const stamps = allowRemoteRefs ? undefined : stampFolder(workspace);
    const before = await stampOf(subject);
    if (stamps !== undefined && stampIn(stamps, name) === before) {
      yield { name, folder: subject.out, written: [], removed: [], warnings: [] };
      continue;
    }
    options.onWork?.(name);
    // Imported on demand: a run that skips every provider does not need the OpenAPI engine.
    const { generate } = await import("./generate.ts");
    const result = await generate({ ...subject, check, allowRemoteRefs });
    const isCurrent = !check || (result.written.length === 0 && result.removed.length === 0);
    if (stamps !== undefined && isCurrent) {
      const text = `${await stampOf(subject)}\n`;
      await writeFiles([{ path: name, text }], { folder: stamps, owned: [], check: false });
    }
    yield { name, folder: subject.out, ...result };
  }
}

/** Whether a provider's package is as the last run left it, and a run now would write nothing. */
export async function isGenerated(workspace: Workspace, name: string): Promise<boolean> {
  const stamps = stampFolder(workspace);
  const [spec, out] = [workspace.specFolder(name), workspace.packageFolder(name)];
  const known = stamps === undefined ? undefined : stampIn(stamps, name);
  return (
    known !== undefined && known === (await stampOf({ spec, out, examples: hasExamples(out) }))
  );
}

/** A package has examples if its own script requests them, or if they exist. */
function hasExamples(folder: string): boolean {
  if (existsSync(join(folder, "test/generated"))) return true;
  const file = join(folder, "package.json");
  return existsSync(file) && /"generate": ".*--examples/.test(readFileSync(file, "utf8"));
}

/** Returns a folder for stamps within node_modules, which is never committed; undefined if there is none. */
function stampFolder({ root }: Workspace): string | undefined {
  const modules = join(root, "node_modules");
  return existsSync(modules) ? join(modules, ".cache/countersign") : undefined;
}

function stampIn(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
