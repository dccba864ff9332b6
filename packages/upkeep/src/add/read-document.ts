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

/** An API description as it was published. */
export interface PublishedDocument {
  readonly text: string;
  /** Its absolute path or its URL, as shown in errors. */
  readonly origin: string;
  /** The URL it was fetched from and the validators of that version, or the name of a file. */
  readonly source:
    | { readonly address: string; readonly validators: Validators }
    | { readonly fileName: string };
}

/** Options of `readDocument`. */
export interface ReadOptions {
  readonly limits?: FetchLimits;
}

/**
 * Returns the document at a path or https URL, byte for byte.
 *
 * @throws SpecError when it cannot be read, is too large, takes too long or is not UTF-8 text.
 */
export function readDocument(
  source: string,
  { limits = DEFAULT_LIMITS }: ReadOptions = {},
): Promise<PublishedDocument> {
  // At least two letters: one letter and a colon begin a Windows path.
  return /^[a-z][a-z0-9+.-]+:/i.test(source)
    ? fetchDocument(source, limits)
    : readLocal(source, limits);
}

async function fetchDocument(source: string, limits: FetchLimits): Promise<PublishedDocument> {
  const location = { file: toLine(source) };
  const address = toAddress(source);
  if (address === undefined) {
    throw new SpecError("The URL cannot be fetched.", {
      location,
      remedy: "Pass an https URL without a user name, or download the file and pass its path.",
    });
  }
  const fetched = await fetchLocated({ address, limits, location });
  if (fetched.kind === "text") {
    const { text, validators } = fetched;
    return { text, origin: address.href, source: { address: address.href, validators } };
  }
  throw new SpecError("The page does not exist.", { location, remedy: "Correct the URL." });
}

async function readLocal(source: string, { maxBytes }: FetchLimits): Promise<PublishedDocument> {
  const file = resolve(source);
  const fail = (message: string, remedy: string): never => {
    throw new SpecError(message, { location: { file: displayPath(file) }, remedy });
  };
  if (!existsSync(file))
    fail("The file does not exist.", "Pass the path or URL of an OpenAPI document.");
  if (!statSync(file).isFile())
    fail("The path is not a file.", "Pass the path of the OpenAPI document itself.");
  const bytes = await readFile(file);
  if (bytes.byteLength > maxBytes) {
    fail(`The file is larger than ${maxBytes} bytes.`, "Check that it is an API description.");
  }
  try {
    // Keeps a byte order mark, because the copy must match the file byte for byte.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, origin: file, source: { fileName: basename(file) } };
  } catch {
    return fail("The file is not UTF-8 text.", "Save it as UTF-8 and try again.");
  }
}
