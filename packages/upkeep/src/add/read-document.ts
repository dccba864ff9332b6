import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  DEFAULT_LIMITS,
  type FetchLimits,
  toAddress,
  type Validators,
} from "@countersign/spec/fetch";
import { displayPath, SpecError, toLine } from "@countersign/spec/problem";
import { fetchLocated } from "../sources/fetch-located.ts";

/** An API description as someone published it. */
export interface PublishedDocument {
  readonly text: string;
  /** What errors call it: its absolute path, or its address. */
  readonly origin: string;
  /** Where it was fetched from, and what the site says about its version; or the name of a file. */
  readonly source:
    | { readonly address: string; readonly validators: Validators }
    | { readonly fileName: string };
}

/** How a document is read. */
export interface ReadOptions {
  readonly limits?: FetchLimits;
}

/**
 * Returns the document at a path or an https address, to the byte.
 *
 * @throws SpecError when it cannot be read, is too large, takes too long or is not UTF-8 text.
 */
export function readDocument(
  source: string,
  { limits = DEFAULT_LIMITS }: ReadOptions = {},
): Promise<PublishedDocument> {
  // A letter and a colon alone begin a path on Windows.
  return /^[a-z][a-z0-9+.-]+:/i.test(source)
    ? fetchDocument(source, limits)
    : readLocal(source, limits);
}

async function fetchDocument(source: string, limits: FetchLimits): Promise<PublishedDocument> {
  const location = { file: toLine(source) };
  const address = toAddress(source);
  if (address === undefined) {
    throw new SpecError("The address is not one that is fetched.", {
      location,
      remedy: "Give an https address without a user name, or download the file and name its path.",
    });
  }
  const fetched = await fetchLocated({ address, limits, location });
  if (fetched.kind === "text") {
    const { text, validators } = fetched;
    return { text, origin: address.href, source: { address: address.href, validators } };
  }
  throw new SpecError("There is no such page.", { location, remedy: "Correct the address." });
}

async function readLocal(source: string, { maxBytes }: FetchLimits): Promise<PublishedDocument> {
  const file = resolve(source);
  const fail = (message: string, remedy: string): never => {
    throw new SpecError(message, { location: { file: displayPath(file) }, remedy });
  };
  if (!existsSync(file))
    fail("There is no such file.", "Name an OpenAPI document, or its address.");
  if (!statSync(file).isFile()) fail("It is not a file.", "Name the OpenAPI document itself.");
  const bytes = await readFile(file);
  if (bytes.byteLength > maxBytes) {
    fail(`The file has more than ${maxBytes} bytes.`, "Check that it is an API description.");
  }
  try {
    // A byte order mark is kept: the copy is the file, to the byte.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, origin: file, source: { fileName: basename(file) } };
  } catch {
    return fail("The file is not UTF-8 text.", "Save it as UTF-8, and add it again.");
  }
}
