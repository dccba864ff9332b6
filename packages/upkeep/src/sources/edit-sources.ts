import { isDeepStrictEqual } from "node:util";
import type { Validators } from "@countersign/spec/fetch";
import { childPointer, isObject, nodeAt } from "@countersign/spec/json";
import { SpecError } from "@countersign/spec/problem";
import { parseText, spanOf } from "@countersign/spec/source";
import { BLOCK_OF_PAGE, type Sources } from "./sources.ts";

/** What is recorded of a version that was fetched. */
export interface Version {
  readonly path: string;
  readonly date: string;
  readonly sha256: string;
  readonly validators: Validators;
}

/** A page that was vendored for the first time. */
export interface NewFragment extends Version {
  readonly address: URL;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Returns the text of `source.yaml` with new versions and new fragments recorded. Everything else in
 * it stays as it is written, comments included.
 *
 * @throws SpecError when the file is written in a way that this cannot be done in; see the remedy.
 */
export function editSources(
  sources: Sources,
  { changed, added }: { changed: readonly Version[]; added: readonly NewFragment[] },
): string {
  const { body } = sources.file.source;
  const edits = changed.flatMap((version) => versionEdits(sources, version));
  if (added.length > 0) edits.push(additionEdit(sources, added));
  const text = edits
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, { start, end, text }) => result.slice(0, start) + text + result.slice(end),
      body,
    );
  assertMeaning(text, { sources, changed, added });
  return text;
}

/** The fields of an entry that a version sets; undefined removes one. */
function fieldsOf({ date, sha256, validators }: Version): [string, string | undefined][] {
  return [
    ["date", date],
    ["sha256", sha256],
    ["etag", validators.etag],
    ["last-modified", validators.lastModified],
  ];
}

function versionEdits({ file }: Sources, version: Version): Edit[] {
  const { body } = file.source;
  const entry = childPointer("#/files", version.path);
  const hash = childPointer(entry, "sha256");
  const edits: Edit[] = [];
  let inserted = "";
  for (const [key, value] of fieldsOf(version)) {
    const pointer = childPointer(entry, key);
    const isThere = nodeAt(file.parsed, pointer) !== undefined;
    if (isThere && value !== undefined) {
      edits.push({ ...spanOf(file, { pointer }), text: scalar(value) });
    } else if (isThere) {
      const { start } = spanOf(file, { pointer, key: true });
      edits.push({ start: lineStart(body, start), end: nextLine(body, start), text: "" });
    } else if (value !== undefined) {
      const { start } = spanOf(file, { pointer: hash, key: true });
      const indent = body.slice(lineStart(body, start), start);
      inserted += `${lineBreak(body)}${indent}${key}: ${scalar(value)}`;
    }
  }
  if (inserted === "") return edits;
  const at = lineEnd(body, spanOf(file, { pointer: hash }).end);
  return [...edits, { start: at, end: at, text: inserted }];
}

/** New entries follow the last vendored one, and are indented as it is. */
function additionEdit({ file, vendored }: Sources, added: readonly NewFragment[]): Edit {
  const { body } = file.source;
  const starts = vendored.map(
    ({ path }) => spanOf(file, { pointer: childPointer("#/files", path), key: true }).start,
  );
  const start = Math.max(...starts);
  const indent = body.slice(lineStart(body, start), start);
  const at = entryEnd(body, { from: start, indent });
  const lines = added.flatMap((fragment) => [
    `${scalar(fragment.path)}:`,
    ...Object.entries(entryOf(fragment)).map(([key, value]) => `  ${key}: ${scalar(value)}`),
  ]);
  const text = lines.map((line) => `${indent}${line}${lineBreak(body)}`).join("");
  const isLineOpen = at > 0 && body[at - 1] !== "\n";
  return { start: at, end: at, text: isLineOpen ? lineBreak(body) + text : text };
}

function entryOf(fragment: NewFragment): Record<string, string> {
  const fields: [string, string | undefined][] = [
    ["address", fragment.address.href],
    ["part", BLOCK_OF_PAGE],
    ...fieldsOf(fragment),
    ["licence", "not stated by the publisher"],
  ];
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => field[1] !== undefined),
  );
}

/** Returns where the last line ends that is indented more than the entry's key, comments after it not counted. */
function entryEnd(body: string, { from, indent }: { from: number; indent: string }): number {
  let end = nextLine(body, from);
  for (let at = end; at < body.length; at = nextLine(body, at)) {
    const line = body.slice(at, lineEnd(body, at));
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (!line.startsWith(`${indent} `)) break;
    end = nextLine(body, at);
  }
  return end;
}

/** The text is read back: an edit that changed anything else would be found out here. */
function assertMeaning(
  text: string,
  {
    sources: { file, place },
    changed,
    added,
  }: { sources: Sources; changed: readonly Version[]; added: readonly NewFragment[] },
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
  throw new SpecError("The new versions cannot be recorded in the way the file is written.", {
    place,
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

/** A plain scalar where it can be nothing else, otherwise quoted. */
function scalar(value: string): string {
  const isPlain = /^[A-Za-z0-9]([\w ,./%+~@-]|:(?! ))*$/.test(value) && !/[\s:]$/.test(value);
  if (isPlain && !/^(\d+|[\d.]+e\d+|0[xo].*|true|false|null|yes|no|on|off)$/i.test(value)) {
    return value;
  }
  return /^[\x20-\x7e]*$/.test(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
}

function lineStart(body: string, at: number): number {
  return at === 0 ? 0 : body.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line's text ends, before its line break. */
function lineEnd(body: string, at: number): number {
  const end = body.indexOf("\n", at);
  if (end === -1) return body.length;
  return body[end - 1] === "\r" ? end - 1 : end;
}

function nextLine(body: string, at: number): number {
  const end = body.indexOf("\n", at);
  return end === -1 ? body.length : end + 1;
}

function lineBreak(body: string): string {
  return body.includes("\r\n") ? "\r\n" : "\n";
}
