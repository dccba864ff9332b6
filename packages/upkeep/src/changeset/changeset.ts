import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { writeFiles } from "@countersign/codegen/write";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { findWorkspace } from "@countersign/spec/workspace";
import { pendingNote } from "../diff/base.ts";
import { type DiffOptions, type DiffReport, diff } from "../diff/diff.ts";
import { highest, type Rating } from "../diff/rating.ts";
import { facadesOf } from "../workspace/facades.ts";
import { readPackages } from "../workspace/packages.ts";
import { changesetText } from "./changeset-text.ts";

/** What happened to a provider's changeset. */
export interface ChangesetResult {
  readonly provider: string;
  readonly package: string;
  readonly rating: Rating;
  /** Path of the file relative to the workspace, with forward slashes. */
  readonly file: string;
  /**
   * `none`: there are no visible changes and no file. `kept`: the file has a higher bump than the changes require,
   * and was not touched.
   */
  readonly action: "written" | "removed" | "unchanged" | "kept" | "none";
  /** The bump in the file; `none` without a file. */
  readonly noted: Rating;
  /** Whether the spec changed since `generate` was last run. */
  readonly stale: boolean;
}

const FOLDER = ".changeset";

/** Options of `changeset`. */
export interface ChangesetOptions extends DiffOptions {
  /**
   * Whether a changeset may be replaced by one with a lower bump, or removed. Default: false, so that no pending note is
   * lost.
   */
  readonly replace?: boolean;
}

/**
 * Writes a changeset for each provider with changes that users see. A later run extends the file or raises its bump; only
 * with `replace` does it lower the bump or remove the file. Other changesets are not touched.
 *
 * @throws SpecError when Changesets is not set up in the workspace, or the comparison fails.
 */
export async function changeset(options: ChangesetOptions = {}): Promise<ChangesetResult[]> {
  const workspace = findWorkspace(options.cwd);
  const { root } = workspace;
  const folder = join(root, FOLDER);
  if (!existsSync(join(folder, "config.json"))) {
    throw new SpecError("The workspace has no changesets: there is no .changeset/config.json.", {
      location: { file: displayPath(root) },
      remedy: "Set up Changesets in the workspace root: npx @changesets/cli init.",
    });
  }
  // Compares everything before writing the first file.
  const reports = await diff(options);
  const results: ChangesetResult[] = [];
  const packages = readPackages(workspace);
  for (const report of reports) {
    const text = changesetText(report, facadesOf(packages, report.package));
    results.push(await write(report, { text, folder, replace: options.replace ?? false }));
  }
  return results;
}

async function write(
  report: DiffReport,
  { text, folder, replace }: { text: string | undefined; folder: string; replace: boolean },
): Promise<ChangesetResult> {
  const { provider, package: name, rating, stale } = report;
  const file = pendingNote(provider);
  const path = basename(file);
  const existed = existsSync(join(folder, path));
  const noted = existed ? notedBump(await readFile(join(folder, path), "utf8"), name) : "none";
  const result = { provider, package: name, rating, file, stale };
  if (!replace && highest([noted, rating]) !== rating) return { ...result, noted, action: "kept" };
  const { written } = await writeFiles(text === undefined ? [] : [{ path, text }], {
    folder,
    owned: [path],
    check: false,
  });
  const action = actionOf({
    hasText: text !== undefined,
    existed,
    isWritten: written.length > 0,
  });
  return { ...result, noted: rating, action };
}

/** Returns the bump that a changeset has for a package. */
function notedBump(text: string, name: string): Rating {
  const [, front = ""] = /^---\n([\s\S]*?)\n---/.exec(text.replaceAll("\r\n", "\n")) ?? [];
  const line = front.split("\n").find((each) => each.replace(/["']/g, "").startsWith(`${name}:`));
  const [bump] = /(major|minor|patch)\s*$/.exec(line ?? "") ?? [];
  return (bump?.trim() as Rating | undefined) ?? "none";
}

function actionOf({
  hasText,
  existed,
  isWritten,
}: {
  hasText: boolean;
  existed: boolean;
  isWritten: boolean;
}): ChangesetResult["action"] {
  if (!hasText) return existed ? "removed" : "none";
  return isWritten ? "written" : "unchanged";
}
