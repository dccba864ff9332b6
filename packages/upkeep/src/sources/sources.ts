import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { toAddress, toValidators, type Validators } from "@countersign/spec/fetch";
import { childPointer, isObject } from "@countersign/spec/json";
import { displayPath, type SourceLocation, SpecError } from "@countersign/spec/problem";
import type { ParsedFile } from "@countersign/spec/source";
import { parseText, toSourceLocation } from "@countersign/spec/source";

/** The contents of a spec folder's `source.yaml`. */
export interface Sources {
  /** The spec folder, absolute. */
  readonly folder: string;
  /** The file's text and parsed value. */
  readonly file: ParsedFile;
  readonly location: SourceLocation;
  readonly vendored: readonly VendoredFile[];
  /** Paths listed in the file, vendored or not. */
  readonly listed: readonly string[];
  /** Paths of all files in the folder, listed or not. */
  readonly present: readonly string[];
}

/** A file copied from upstream. */
export interface VendoredFile {
  /** Path within the spec folder. */
  readonly path: string;
  readonly address: URL;
  /** Whether the URL is a Markdown page whose OpenAPI block is the file. */
  readonly isPage: boolean;
  /** Date on which the recorded version was fetched. */
  readonly date: string;
  readonly sha256: string;
  readonly validators: Validators;
  /** Where its URL is written. */
  readonly location: SourceLocation;
}

/** The value of `part` that `sync` writes for the block of a page. */
export const BLOCK_OF_PAGE = "the OpenAPI block of the page";

/**
 * Reads `source.yaml` of a spec folder. Returns undefined if there is none.
 *
 * @throws SpecError at an entry that is incomplete, has a URL that cannot be fetched, or names a part that cannot be
 * extracted.
 */
export async function readSources(specFolder: string): Promise<Sources | undefined> {
  const folder = resolve(specFolder);
  const path = join(folder, "source.yaml");
  if (!existsSync(path)) return undefined;
  const file = parseText(await readFile(path, "utf8"), path);
  const entries = isObject(file.parsed) && isObject(file.parsed.files) ? file.parsed.files : {};
  return {
    folder,
    file,
    location: { file: displayPath(path) },
    vendored: Object.entries(entries).flatMap(([name, entry]) => {
      const isVendored = isObject(entry) && entry["hand-written"] === undefined;
      return isVendored ? [toVendored(file, { name, entry, folder })] : [];
    }),
    listed: Object.keys(entries),
    present: await filesBelow(folder),
  };
}

/** Returns the SHA-256 of bytes, or of a string as UTF-8, in hexadecimal. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function toVendored(
  file: ParsedFile,
  { name, entry, folder }: { name: string; entry: Record<string, unknown>; folder: string },
): VendoredFile {
  const at = childPointer("#/files", name);
  const fail = (key: string | undefined, message: string, remedy: string): never => {
    const pointer = key === undefined ? at : childPointer(at, key);
    throw new SpecError(message, {
      location: toSourceLocation({ source: file.source, pointer }),
      remedy,
    });
  };
  const required = (key: string): string => {
    const value = entry[key];
    if (typeof value === "string" && value !== "") return value;
    return fail(undefined, `The entry for ${name} has no \`${key}\`.`, `Add \`${key}\`.`);
  };
  if (!resolve(folder, name).startsWith(folder + sep)) {
    fail(undefined, `${name} is outside the spec folder.`, "Correct the path.");
  }
  const { part } = entry;
  const isPage = typeof part === "string" && /\bOpenAPI block\b/i.test(part);
  if (part !== undefined && !isPage) {
    fail("part", "This part cannot be extracted.", `Write \`${BLOCK_OF_PAGE}\`.`);
  }
  const address =
    toAddress(required("address")) ??
    fail("address", "The URL cannot be fetched.", "Write an https URL without a user name.");
  return {
    path: name,
    address,
    isPage,
    date: required("date"),
    sha256: required("sha256"),
    validators: toValidators({ etag: entry.etag, lastModified: entry["last-modified"] }),
    location: toSourceLocation({ source: file.source, pointer: childPointer(at, "address") }),
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
