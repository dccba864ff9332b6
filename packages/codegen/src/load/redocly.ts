import {
  BaseResolver,
  bundle,
  type Config,
  createConfig,
  type Document,
  findConfig,
  formatProblems,
  getLineColLocation,
  getTotals,
  lintDocument,
  loadConfig,
  type NormalizedProblem,
  type ResolveError,
  Source,
  YamlParseError,
} from "@redocly/openapi-core";
import { existsSync } from "node:fs";
import { dirname, relative } from "node:path";
import { redoclyPlugin } from "../lint/redocly-plugin.ts";
import { SpecError, type SpecPlace } from "../spec-error.ts";
import { type Place, Places } from "./places.ts";

// The only module that imports Redocly's engine: parsing, bundling and linting.

/** A parsed file and the places of its nodes. */
export interface ParsedFile {
  readonly source: Source;
  readonly parsed: unknown;
}

/** Reads files, refuses addresses, and records where every node stands. */
export class RecordingResolver extends BaseResolver {
  readonly places: Places<Source> = new Places<Source>();

  override loadExternalRef(absoluteRef: string): Promise<Source> {
    if (/^[a-z][a-z0-9+.-]+:/i.test(absoluteRef)) {
      throw new Error("a $ref to an address is not followed; vendor the file");
    }
    return super.loadExternalRef(absoluteRef);
  }

  override parseDocument(source: Source, isRoot?: boolean): Document {
    const document = super.parseDocument(source, isRoot);
    this.places.record(document.parsed, source);
    return document;
  }
}

/**
 * Returns a parsed YAML or JSON file.
 *
 * @throws SpecError when the file cannot be read or parsed.
 */
export async function parseFile(file: string, resolver: RecordingResolver): Promise<ParsedFile> {
  const document = await resolver.resolveDocument(null, file, true);
  if (document instanceof YamlParseError) throw yamlError(document);
  if (document instanceof Error) throw unreadable(file, document);
  return document;
}

/**
 * Returns an OpenAPI document with the files that it refers to joined into it.
 *
 * @throws SpecError when a file cannot be read or parsed, or a `$ref` leads nowhere.
 */
export async function bundleFile(file: string, resolver: RecordingResolver): Promise<object> {
  const root = await parseFile(file, resolver);
  assertOpenApi(root);
  const config = await createConfig({ extends: [] });
  const result = await bundle({ doc: root, config, externalRefResolver: resolver });
  const [problem] = result.problems;
  if (problem !== undefined) throw await problemError(problem, resolver);
  const { parsed } = result.bundle;
  if (typeof parsed !== "object" || parsed === null) {
    throw new SpecError("The document is not an object.", {
      place: { file: displayPath(file) },
      remedy: "Write an OpenAPI 3 document.",
    });
  }
  return parsed;
}

/** Returns line and column of a place. */
export function toSpecPlace(place: Place<Source>, pointer?: string): SpecPlace {
  const { start } = getLineColLocation({ source: place.source, pointer: place.pointer });
  return {
    file: displayPath(place.source.absoluteRef),
    line: start.line,
    column: start.col,
    ...(pointer !== undefined && { pointer }),
  };
}

/** A document to lint, and where its nodes come from. */
export interface LintSubject {
  /** Path that names the document where a node's own place is not known. */
  readonly file: string;
  readonly document: object;
  readonly places: Places<Source>;
}

/**
 * Lints a bundled document by the nearest `redocly.yaml` above it (or by `recommended-strict` and
 * Countersign's rules where there is none), and prints each problem at its source.
 *
 * @returns how many problems there are, warnings included.
 */
export async function lint(subject: LintSubject): Promise<number> {
  const config = await lintConfig(dirname(subject.file));
  const source = new Source(subject.file, JSON.stringify(subject.document, null, 2));
  const document: Document = { source, parsed: subject.document };
  const externalRefResolver = new BaseResolver(config.resolve);
  const problems = await lintDocument({ document, config, externalRefResolver });
  const placed = problems.filter((problem) => !problem.ignored).map((p) => atSource(p, subject));
  const totals = getTotals(placed);
  if (placed.length > 0) formatProblems(placed, { totals, cwd: process.cwd() });
  return totals.errors + totals.warnings;
}

async function lintConfig(folder: string): Promise<Config> {
  for (let at = folder; ; at = dirname(at)) {
    const configPath = existsSync(at) ? findConfig(at) : undefined;
    if (configPath !== undefined) return loadConfig({ configPath });
    if (dirname(at) === at) break;
  }
  return createConfig(
    { extends: ["recommended-strict", "countersign/all"], plugins: [redoclyPlugin()] },
    {},
  );
}

function atSource(problem: NormalizedProblem, subject: LintSubject): NormalizedProblem {
  return {
    ...problem,
    location: problem.location.map((location) => {
      if (location.pointer === undefined) return location;
      const place = subject.places.locate(subject.document, location.pointer);
      return place === undefined ? location : { ...location, ...place };
    }),
  };
}

function assertOpenApi(root: ParsedFile): void {
  const version: unknown =
    typeof root.parsed === "object" && root.parsed !== null
      ? (Reflect.get(root.parsed, "openapi") ?? Reflect.get(root.parsed, "swagger"))
      : undefined;
  if (typeof version === "string" && /^3\.[012]\./.test(version)) return;
  const place = { file: displayPath(root.source.absoluteRef) };
  throw version === undefined
    ? new SpecError("The file is not an OpenAPI document: it has no `openapi` field.", {
        place,
        remedy: "Begin the document with `openapi: 3.1.0`.",
      })
    : new SpecError(`The document is of version ${String(version)}.`, {
        place,
        remedy: "Convert it to OpenAPI 3.0, 3.1 or 3.2 first.",
      });
}

async function problemError(
  problem: NormalizedProblem,
  resolver: RecordingResolver,
): Promise<SpecError> {
  const [location] = problem.location;
  const place =
    location?.pointer === undefined
      ? { file: displayPath(location?.source.absoluteRef ?? "") }
      : { ...toSpecPlace(location), pointer: location.pointer };
  const broken = await brokenDependency(resolver);
  if (broken !== undefined) return broken;
  return new SpecError(firstSentence(problem.message), {
    place,
    remedy: "Correct the path or the pointer of the `$ref`, or add what it refers to.",
  });
}

/** A file that a `$ref` reaches but that is not YAML is the cause behind an unresolved reference. */
async function brokenDependency(resolver: RecordingResolver): Promise<SpecError | undefined> {
  for (const loaded of await Promise.all(resolver.cache.values())) {
    if (loaded instanceof YamlParseError) return yamlError(loaded);
  }
  return undefined;
}

function firstSentence(message: string): string {
  return `${message.trim().split("\n")[0]?.replace(/\.$/, "")}.`;
}

function yamlError(error: YamlParseError): SpecError {
  const known = Number.isFinite(error.line);
  return new SpecError(`The file is not valid YAML: ${error.originalError.message.split("\n")[0]}.`, {
    place: {
      file: displayPath(error.source.absoluteRef),
      ...(known && { line: error.line, column: error.col }),
    },
    remedy: "Correct the syntax at this place; indentation and unquoted colons are the usual causes.",
    cause: error,
  });
}

function unreadable(file: string, error: ResolveError): SpecError {
  return new SpecError(`The file cannot be read: ${error.message}.`, {
    place: { file: displayPath(file) },
    remedy: "Check the path and its permissions.",
    cause: error,
  });
}

/** Returns a path as a person at the terminal would write it. */
export function displayPath(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere !== "" && fromHere.length < file.length ? fromHere : file;
}
