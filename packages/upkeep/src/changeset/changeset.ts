import { existsSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "@countersign/codegen/write";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { findWorkspace } from "@countersign/spec/workspace";
import { type DiffOptions, type DiffReport, diff } from "../diff/diff.ts";
import type { Rating } from "../diff/rating.ts";
import { changesetText } from "./changeset-text.ts";

/** What happened to a provider's changeset. */
export interface ChangesetResult {
  readonly provider: string;
  readonly package: string;
  readonly rating: Rating;
  /** Path of the file relative to the workspace, with forward slashes. */
  readonly file: string;
  /** `none`: there are no visible changes and no file. */
  readonly action: "written" | "removed" | "unchanged" | "none";
  /** Whether the spec changed since `generate` was last run. */
  readonly stale: boolean;
}

const FOLDER = ".changeset";

/**
 * Writes a changeset for each provider with changes that users see. A later run rewrites the file, or removes it if
 * no visible changes are left. Other changesets are not touched.
 *
 * @throws SpecError when Changesets is not set up in the workspace, or the comparison fails.
 */
export async function changeset(options: DiffOptions = {}): Promise<ChangesetResult[]> {
  const { root } = findWorkspace(options.cwd);
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
  for (const report of reports) results.push(await write(report, folder));
  return results;
}

async function write(report: DiffReport, folder: string): Promise<ChangesetResult> {
  const path = `spec-${report.provider}.md`;
  const text = changesetText(report);
  const existed = existsSync(join(folder, path));
  const { written } = await writeFiles(text === undefined ? [] : [{ path, text }], {
    folder,
    owned: [path],
    check: false,
  });
  const { provider, package: name, rating, stale } = report;
  return {
    provider,
    package: name,
    rating,
    file: `${FOLDER}/${path}`,
    action: actionOf({ hasText: text !== undefined, existed, isWritten: written.length > 0 }),
    stale,
  };
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
