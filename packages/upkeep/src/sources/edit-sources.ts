import { isDeepStrictEqual } from "node:util";
import type { Validators } from "@countersign/spec/fetch";
import { isObject } from "@countersign/spec/json";
import { SpecError } from "@countersign/spec/problem";
import { parseText } from "@countersign/spec/source";
import { CST, Parser, stringify } from "yaml";
import { BLOCK_OF_PAGE, type Sources } from "./sources.ts";

/** The record of a fetched version. */
export interface Version {
  readonly path: string;
  readonly date: string;
  readonly sha256: string;
  readonly validators: Validators;
}

/** A page vendored for the first time. */
export interface NewFragment extends Version {
  readonly address: URL;
}

interface Edits {
  readonly changed: readonly Version[];
  readonly added: readonly NewFragment[];
}

/** A field and its new value; undefined removes the field. */
type Field = readonly [key: string, value: string | undefined];

/**
 * Returns the text of `source.yaml` with new versions and new fragments recorded. The rest of the text is unchanged,
 * including comments.
 *
 * @throws SpecError when the file's layout does not allow such an edit.
 */
export function editSources(sources: Sources, edits: Edits): string {
  const { body } = sources.file.source;
  const lineBreak = body.includes("\r\n") ? "\r\n" : "\n";
  const tokens = [...new Parser().parse(body.endsWith("\n") ? body : body + lineBreak)];
  const files = mapAt(rootOf(tokens), "files");
  for (const version of edits.changed) {
    setFields(mapAt(files, version.path), fieldsOf(version), lineBreak);
  }
  addEntries(files, { sources, added: edits.added, lineBreak });
  const text = tokens.map((token) => CST.stringify(token)).join("");
  assertParsesAsExpected(text, sources, edits);
  return text;
}

function fieldsOf({ date, sha256, validators }: Version): Field[] {
  return [
    ["date", date],
    ["sha256", sha256],
    ["etag", validators.etag],
    ["last-modified", validators.lastModified],
  ];
}

function entryOf(fragment: NewFragment): Record<string, string> {
  const fields: Field[] = [
    ["address", fragment.address.href],
    ["part", BLOCK_OF_PAGE],
    ...fieldsOf(fragment),
    ["licence", "not stated by the publisher"],
  ];
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => field[1] !== undefined),
  );
}

type BlockMap = CST.BlockMap;

function rootOf(tokens: readonly CST.Token[]): CST.Token | null | undefined {
  return tokens.find((token) => token.type === "document")?.value;
}

/** Returns undefined for anything but a block mapping; `assertParsesAsExpected` reports the edit that is missing then. */
function mapAt(token: CST.Token | null | undefined, key: string): BlockMap | undefined {
  if (token?.type !== "block-map") return undefined;
  const value = token.items.find((item) => keyOf(item) === key)?.value;
  return value?.type === "block-map" ? value : undefined;
}

function keyOf({ key }: BlockMap["items"][number]): string | undefined {
  return CST.resolveAsScalar(key ?? null)?.value;
}

function setFields(entry: BlockMap | undefined, fields: readonly Field[], lineBreak: string): void {
  if (entry === undefined) return;
  let before = -1;
  for (const [key, value] of fields) {
    const at = entry.items.findIndex((item) => keyOf(item) === key);
    const token = entry.items[at]?.value;
    if (value === undefined) {
      if (at !== -1) entry.items.splice(at, 1);
      continue;
    }
    // Inserts a new field after the one that precedes it in the list.
    if (at === -1) {
      entry.items.splice(before + 1, 0, newItem({ [key]: value }, entry.indent, lineBreak));
    } else if (CST.isScalar(token)) {
      CST.setScalarValue(token, value, { type: styleOf(value) });
    }
    before = at === -1 ? before + 1 : at;
  }
}

/** Inserts new entries after the last vendored one, with the same indent. */
function addEntries(
  files: BlockMap | undefined,
  {
    sources,
    added,
    lineBreak,
  }: { sources: Sources; added: readonly NewFragment[]; lineBreak: string },
): void {
  if (files === undefined) return;
  const vendored = new Set(sources.vendored.map(({ path }) => path));
  const last = files.items.map((item) => vendored.has(keyOf(item) ?? "")).lastIndexOf(true);
  const items = added.map((each) =>
    newItem({ [each.path]: entryOf(each) }, files.indent, lineBreak),
  );
  files.items.splice(last + 1, 0, ...items);
}

/** Returns the token of a key-value pair for a mapping with the given indent. */
function newItem(value: object, indent: number, lineBreak: string): BlockMap["items"][number] {
  const lines = stringify(value, { lineWidth: 0, singleQuote: true }).trimEnd().split("\n");
  const text = ["before: 0", ...lines]
    .map((line) => " ".repeat(indent) + line + lineBreak)
    .join("");
  const map = rootOf([...new Parser().parse(text)]);
  const item = map?.type === "block-map" ? map.items[1] : undefined;
  if (item === undefined) throw new Error("yaml cannot parse its own output.");
  return item;
}

function styleOf(value: string): "PLAIN" | "QUOTE_SINGLE" {
  return stringify(value, { lineWidth: 0 }).trimEnd() === value ? "PLAIN" : "QUOTE_SINGLE";
}

/** Parses the edited text to make sure that it contains exactly the intended changes. */
function assertParsesAsExpected(
  text: string,
  { file, location }: Sources,
  { changed, added }: Edits,
): void {
  const expected = structuredClone(file.parsed);
  const files = isObject(expected) && isObject(expected.files) ? expected.files : {};
  for (const version of changed) {
    const entry = files[version.path];
    if (!isObject(entry)) continue;
    for (const [key, value] of fieldsOf(version)) {
      if (value === undefined) delete entry[key];
      else entry[key] = value;
    }
  }
  for (const fragment of added) files[fragment.path] = entryOf(fragment);
  if (isDeepStrictEqual(parsedOrUndefined(text), expected)) return;
  throw new SpecError("The file's layout does not allow new versions to be recorded.", {
    location,
    remedy: "Write each vendored entry with one field per line, without braces.",
  });
}

function parsedOrUndefined(text: string): unknown {
  try {
    return parseText(text, "source.yaml").parsed;
  } catch {
    return undefined;
  }
}
