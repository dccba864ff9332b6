import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { isObject } from "../json/is-object.ts";
import { childPointer } from "../json/json-pointer.ts";
import { displayPath } from "../problem/display-path.ts";
import { SpecError } from "../problem/spec-error.ts";
import { type ParsedFile, parseFile } from "../source/parse-file.ts";
import type { RecordingResolver } from "../source/recording-resolver.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

const FILES = "#/files";

/**
 * Checks that `source.yaml` of a spec folder, if there is one, lists every file of the folder, and that the
 * vendored files have the recorded hashes. Ignores files whose name begins with a dot.
 *
 * @throws SpecError for a file that is missing, unlisted or changed.
 */
export async function checkSources(folder: string, resolver: RecordingResolver): Promise<void> {
  const file = join(folder, "source.yaml");
  if (!existsSync(file)) return;
  const sources = await parseFile(file, resolver);
  const recorded = recordedFiles(sources);
  const present = await filesBelow(folder);
  for (const path of present) {
    if (path !== "source.yaml" && !recorded.has(path)) {
      throw failure(sources, FILES, {
        message: `source.yaml has no entry for ${path}.`,
        remedy: `Add ${path} to \`files\`.`,
      });
    }
  }
  for (const [path, sha256] of recorded) {
    if (!present.includes(path)) {
      throw failure(sources, childPointer(FILES, path), {
        message: `source.yaml lists ${path}, which is not in the folder.`,
        remedy: "Correct the path, or remove the entry.",
      });
    }
    if (sha256 !== undefined) await assertHash(join(folder, path), sha256);
  }
}

async function assertHash(file: string, sha256: string): Promise<void> {
  const actual = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  if (actual === sha256) return;
  throw new SpecError(
    `The vendored file does not match its hash in source.yaml (its sha256 is ${actual}).`,
    {
      location: { file: displayPath(file) },
      remedy:
        "Restore the file and make corrections in overlay.yaml; record the new hash only for a new upstream version.",
    },
  );
}

function recordedFiles(sources: ParsedFile): Map<string, string | undefined> {
  const files = isObject(sources.parsed) ? sources.parsed.files : undefined;
  if (!isObject(files)) {
    throw failure(sources, "#/", {
      message: "source.yaml has no `files`.",
      remedy: "List each file of the folder with its provenance.",
    });
  }
  return new Map(
    Object.entries(files).map(([path, entry]) => [path, recordedHash(sources, { path, entry })]),
  );
}

function recordedHash(
  sources: ParsedFile,
  { path, entry }: { path: string; entry: unknown },
): string | undefined {
  const record = isObject(entry) ? entry : {};
  if (isNonEmptyString(record["hand-written"])) return undefined;
  const { sha256 } = record;
  const isComplete = ["address", "date", "licence"].every((key) => isNonEmptyString(record[key]));
  if (isComplete && isNonEmptyString(sha256)) return sha256;
  throw failure(sources, childPointer(FILES, path), {
    message: `The provenance of ${path} is incomplete.`,
    remedy: "Add `address`, `date`, `sha256` and `licence`, or `hand-written`.",
  });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function failure(
  { source }: ParsedFile,
  pointer: string,
  { message, remedy }: { message: string; remedy: string },
): SpecError {
  return new SpecError(message, { location: toSourceLocation({ source, pointer }), remedy });
}

function isNonEmptyString(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
