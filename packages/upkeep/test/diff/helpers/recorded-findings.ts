import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { redoclyDiff } from "../../../src/diff/redocly-diff.ts";
import type { WireFinding } from "../../../src/diff/wire-findings.ts";

// Starting Redocly takes half a second, and nearly a hundred cases need it. Its findings are recorded;
// `RECORD=1 vitest run --project @countersign/upkeep diff` records them again.

const FILE = join(import.meta.dirname, "../recorded-findings.json");
const ROOT = join(import.meta.dirname, "../../../../..");
const isRecording = process.env.RECORD === "1";

const recorded: Record<string, readonly WireFinding[]> = existsSync(FILE)
  ? JSON.parse(readFileSync(FILE, "utf8"))
  : {};

/**
 * Returns Redocly's recorded findings for two documents.
 *
 * @throws Error when nothing is recorded for them.
 */
export async function recordedFindings(
  before: object,
  after: object,
): Promise<readonly WireFinding[]> {
  const key = createHash("sha256")
    .update(JSON.stringify([before, after]))
    .digest("hex")
    .slice(0, 16);
  if (isRecording) {
    recorded[key] = await redoclyDiff(before, after, ROOT);
    const all = Object.entries(recorded).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(FILE, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  }
  const findings = recorded[key];
  if (findings !== undefined) return findings;
  throw new Error(
    "Nothing is recorded for these documents. Run: RECORD=1 npx vitest run --project @countersign/upkeep diff",
  );
}

/** Returns Redocly's actual findings. */
export function liveFindings(before: object, after: object): Promise<WireFinding[]> {
  return redoclyDiff(before, after, ROOT);
}
