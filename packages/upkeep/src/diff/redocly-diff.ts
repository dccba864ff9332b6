import { createRequire } from "node:module";
import { join } from "node:path";
import { inTemporaryFolder } from "@countersign/codegen/write";
import { isObject } from "@countersign/spec/json";
import { SpecError } from "@countersign/spec/problem";
import { runProgram } from "./run-program.ts";
import type { WireFinding } from "./wire-findings.ts";

/** The version whose findings the policy covers. */
const VERSION = "2.77.0";

/** Turns off colours, telemetry, update checks and notifications. */
const QUIET = {
  NO_COLOR: "1",
  REDOCLY_TELEMETRY: "off",
  REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
  REDOCLY_SUPPRESS_NOTIFICATIONS: "true",
};

/**
 * Returns what `redocly diff` finds to be breaking between two documents. It has no library API, so this runs the
 * program installed in the workspace.
 *
 * @param root - The workspace's folder.
 * @throws SpecError when the program is not installed or fails.
 */
export async function redoclyDiff(
  before: object,
  after: object,
  root: string,
): Promise<WireFinding[]> {
  const program = redoclyProgram(root);
  const files = [
    { path: "before.json", text: JSON.stringify(before, null, 1) },
    { path: "after.json", text: JSON.stringify(after, null, 1) },
    // Without rules it reports nothing, and the workspace's own configuration must not apply here.
    { path: "redocly.yaml", text: "extends: [diff-recommended]\n" },
  ];
  return inTemporaryFolder(files, async (cwd) => {
    const args = ["diff", "before.json", "after.json", "--config", "redocly.yaml"];
    const options = ["--format", "json", "--fail-on", "none"];
    const { stdout, stderr } = await runProgram(process.execPath, [program, ...args, ...options], {
      cwd,
      env: QUIET,
    });
    return findingsIn(stdout) ?? unreadable(program, stderr);
  });
}

function redoclyProgram(root: string): string {
  for (const from of [join(root, "package.json"), import.meta.filename]) {
    try {
      return createRequire(from).resolve("@redocly/cli/bin/cli.js");
    } catch {
      // Not installed here; try the next location.
    }
  }
  throw new SpecError("Wire formats cannot be compared: @redocly/cli is not installed.", {
    location: { file: "package.json" },
    remedy: `Install it: npm install --save-dev @redocly/cli@${VERSION}.`,
  });
}

function unreadable(program: string, stderr: string): never {
  const [reason = ""] = stderr.trim().split("\n");
  throw new SpecError(`\`redocly diff\` printed no report${reason === "" ? "" : `: ${reason}`}.`, {
    location: { file: program },
    remedy: `Install the version that is known to work: @redocly/cli@${VERSION}.`,
  });
}

function findingsIn(stdout: string): WireFinding[] | undefined {
  let report: unknown;
  try {
    report = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  if (!isObject(report) || !Array.isArray(report.changes)) return undefined;
  return report.changes.flatMap((change: unknown) => {
    if (!isObject(change) || !Array.isArray(change.verdicts)) return [];
    return change.verdicts.filter(isObject).map((verdict) => ({
      rule: String(verdict.ruleId),
      message: String(verdict.message),
      pointer: isObject(verdict.location) ? String(verdict.location.pointer) : String(change.path),
      path: String(change.path),
    }));
  });
}
