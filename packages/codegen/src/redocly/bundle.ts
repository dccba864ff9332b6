import { bundle, createConfig, type Source, YamlParseError } from "@redocly/openapi-core";
import {
  toBundleError,
  toUnbundledError,
  toUnreadableError,
  toYamlError,
} from "../load/file-errors.ts";
import { isObject } from "../load/is-object.ts";
import { isSelfContained } from "../load/is-self-contained.ts";
import { SpecError } from "../spec-error.ts";
import type { RecordingResolver } from "./recording-resolver.ts";

/** A parsed file and its text. */
export interface ParsedFile {
  readonly source: Source;
  readonly parsed: unknown;
}

/**
 * Returns a parsed YAML or JSON file.
 *
 * @throws SpecError when the file cannot be read or parsed.
 */
export async function parseFile(file: string, resolver: RecordingResolver): Promise<ParsedFile> {
  try {
    const document = await resolver.resolveDocument(null, file, true);
    if (document instanceof Error) throw document;
    return document;
  } catch (cause) {
    throw toFileError(cause) ?? toUnreadableError(file, cause);
  }
}

/**
 * Returns an OpenAPI document with the files that it refers to joined into it.
 *
 * @throws SpecError when a file cannot be read or parsed, or a `$ref` leads nowhere.
 */
export async function bundleFile(root: ParsedFile, resolver: RecordingResolver): Promise<unknown> {
  if (isSelfContained(root.parsed)) return withComponents(root.parsed);
  const config = await createConfig({ extends: [] });
  const result = await bundle({ doc: root, config, externalRefResolver: resolver }).catch(
    (cause: unknown) => {
      throw toUnbundledError(root.source.absoluteRef, cause);
    },
  );
  const [problem] = result.problems;
  if (problem === undefined) return result.bundle.parsed;
  const broken = await brokenFile(resolver);
  if (broken !== undefined) throw broken;
  const file = problem.location[0]?.source.absoluteRef ?? root.source.absoluteRef;
  throw toBundleError(problem, (await parseFile(file, resolver)).parsed);
}

/** As the engine leaves a document. */
function withComponents(parsed: unknown): unknown {
  if (isObject(parsed)) parsed.components ??= {};
  return parsed;
}

/** What is wrong with a file that a `$ref` reaches is the cause behind an unresolved reference. */
async function brokenFile(resolver: RecordingResolver): Promise<SpecError | undefined> {
  for (const loaded of await Promise.allSettled(resolver.cache.values())) {
    const error = loaded.status === "rejected" ? toFileError(loaded.reason) : undefined;
    if (error !== undefined) return error;
  }
  return undefined;
}

function toFileError(cause: unknown): SpecError | undefined {
  if (cause instanceof SpecError) return cause;
  return cause instanceof YamlParseError ? toYamlError(cause) : undefined;
}
