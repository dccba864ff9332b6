import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chosenProviders, type Workspace } from "@countersign/spec/workspace";
import { type WriteResult, writeFiles } from "../write/write-files.ts";
import { stampOf } from "./stamp.ts";

/** Which providers of a workspace to generate. */
export interface GenerateAllOptions {
  readonly workspace: Workspace;
  /** Names of providers; none for all. */
  readonly names: readonly string[];
  /** Compare only: report what is stale, and write nothing. Default: false. */
  readonly check?: boolean;
  /** Follow a `$ref` to a public https address. Default: false. */
  readonly allowRemoteRefs?: boolean;
  /** Is told of each provider that is not passed over, before the work on it begins. */
  readonly onWork?: (name: string) => void;
}

/** What became of one provider. */
export interface GeneratedProvider extends WriteResult {
  readonly name: string;
  /** Absolute path of its package. */
  readonly folder: string;
}

/**
 * Generates the packages of a workspace's providers, one after the other, and yields what became of each.
 * A provider of which neither spec, generator nor files have changed since the last run is passed over.
 *
 * @throws SpecError for a name without a spec, and what `generate` throws.
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
    // What stands at an address may have changed, whatever stands here.
    const stamps = allowRemoteRefs ? undefined : stampFolder(workspace);
    const before = await stampOf(subject);
    if (stamps !== undefined && stampIn(stamps, name) === before) {
      yield { name, folder: subject.out, written: [], removed: [] };
      continue;
    }
    options.onWork?.(name);
    // Loaded here: a run that passes all over needs no OpenAPI engine.
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

/** A package has the examples where its own script asks for them, or where they are. */
function hasExamples(folder: string): boolean {
  if (existsSync(join(folder, "test/generated"))) return true;
  const file = join(folder, "package.json");
  return existsSync(file) && /"generate": ".*--examples/.test(readFileSync(file, "utf8"));
}

/** Beside what is installed, which nobody commits; undefined where nothing is. */
function stampFolder({ root }: Workspace): string | undefined {
  const modules = join(root, "node_modules");
  return existsSync(modules) ? join(modules, ".cache/countersign") : undefined;
}

function stampIn(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}
