import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { toAddress, toValidators, type Validators } from "@countersign/spec/fetch";
import { childPointer, isObject } from "@countersign/spec/json";
import { displayPath, type SourceLocation, SpecError } from "@countersign/spec/problem";
import type { ParsedFile } from "@countersign/spec/source";
import { parseText, toSourceLocation } from "@countersign/spec/source";

/** What `source.yaml` says about the files of a spec folder that come from elsewhere. */
export interface Sources {
  /** The spec folder, absolute. */
  readonly folder: string;
  /** The file as it is written, and parsed. */
  readonly file: ParsedFile;
  readonly location: SourceLocation;
  readonly vendored: readonly VendoredFile[];
  /** Paths that it lists, vendored or not. */
  readonly listed: readonly string[];
  /** Paths of all files of the folder, listed or not. */
  readonly present: readonly string[];
}

/** A file that upstream published. */
export interface VendoredFile {
  /** Path within the spec folder. */
  readonly path: string;
  readonly address: URL;
  /** Whether the address is a Markdown page, of which the file is the OpenAPI block. */
  readonly isPage: boolean;
  /** Day on which the recorded version was fetched. */
  readonly date: string;
  readonly sha256: string;
  readonly validators: Validators;
  /** Where its address is written. */
  readonly location: SourceLocation;
}

/** What `part` says of a page's block in the entries that sync writes. */
export const BLOCK_OF_PAGE = "the OpenAPI block of the page";

/**
 * Reads `source.yaml` of a spec folder; where there is none, undefined.
 *
 * @throws SpecError at an entry that is incomplete, has an address that is not fetched, or is of a part
 * that cannot be cut out.
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

/** Returns the SHA-256 of bytes, or of a text as UTF-8, in hexadecimal. */
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
  const text = (key: string): string => {
    const value = entry[key];
    if (typeof value === "string" && value !== "") return value;
    return fail(undefined, `The provenance of ${name} has no \`${key}\`.`, `Add \`${key}\`.`);
  };
  if (!resolve(folder, name).startsWith(folder + sep)) {
    fail(undefined, `${name} is outside the spec folder.`, "Correct the path.");
  }
  const { part } = entry;
  const isPage = typeof part === "string" && /\bOpenAPI block\b/i.test(part);
  if (part !== undefined && !isPage) {
    fail("part", `It is not known how to cut this part out.`, `Write \`${BLOCK_OF_PAGE}\`.`);
  }
  const address =
    toAddress(text("address")) ??
    fail(
      "address",
      "The address is not one that is fetched.",
      "Write an https address without a user name.",
    );
  return {
    path: name,
    address,
    isPage,
    date: text("date"),
    sha256: text("sha256"),
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
