import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { parse } from "yaml";
import { SpecError } from "../spec-error.ts";
import { displayPath } from "./redocly.ts";

/**
 * Checks that `source.yaml` of a spec folder names every file of the folder, and that vendored files
 * are still the bytes that it records.
 *
 * @throws SpecError naming the file that is missing, unlisted or changed.
 */
export async function checkSources(folder: string): Promise<void> {
  const file = join(folder, "source.yaml");
  if (!existsSync(file)) return;
  const recorded = recordedFiles(await readFile(file, "utf8"), file);
  for (const path of await filesBelow(folder)) {
    if (path !== "source.yaml" && !recorded.has(path)) {
      throw failure(file, `It does not say where ${path} comes from.`, `Add ${path} to \`files\`.`);
    }
  }
  for (const [path, sha256] of recorded) {
    const vendored = join(folder, path);
    if (!existsSync(vendored)) {
      throw failure(file, `It lists ${path}, which does not exist.`, "Correct the path, or remove the entry.");
    }
    if (sha256 === undefined) continue;
    const actual = createHash("sha256").update(await readFile(vendored)).digest("hex");
    if (actual !== sha256) {
      throw failure(
        vendored,
        `The vendored file is not the one that source.yaml records (sha256 ${actual}).`,
        "Restore its bytes and make corrections in overlay.yaml; record the new hash only for a new upstream version.",
      );
    }
  }
}

function recordedFiles(text: string, file: string): Map<string, string | undefined> {
  const parsed: unknown = parseYaml(text, file);
  const files = isObject(parsed) ? parsed.files : undefined;
  if (!isObject(files)) {
    throw failure(file, "It has no `files`.", "List each file of the folder with its provenance.");
  }
  return new Map(
    Object.entries(files).map(([path, entry]) => [path, recordedHash(entry, { path, file })]),
  );
}

function recordedHash(entry: unknown, at: { path: string; file: string }): string | undefined {
  const record = isObject(entry) ? entry : {};
  if (typeof record["hand-written"] === "string") return undefined;
  const complete = ["address", "date", "sha256", "licence"].every((key) => record[key] !== undefined);
  if (complete && typeof record.sha256 === "string") return record.sha256;
  throw failure(
    at.file,
    `The provenance of ${at.path} is incomplete.`,
    "Give `address`, `date`, `sha256` and `licence`, or `hand-written`.",
  );
}

function parseYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new SpecError(`The file is not valid YAML: ${reason}`, {
      place: { file: displayPath(file) },
      remedy: "Correct the syntax.",
      cause,
    });
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function failure(file: string, message: string, remedy: string): SpecError {
  return new SpecError(message, { place: { file: displayPath(file) }, remedy });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
