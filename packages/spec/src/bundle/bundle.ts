import { bundle, createConfig } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { SpecError } from "../problem/spec-error.ts";
import { type ParsedFile, parseFile, toFileError } from "../source/parse-file.ts";
import type { RecordingResolver } from "../source/recording-resolver.ts";
import { toBundleProblem, toUnbundledError } from "./bundle-errors.ts";
import { isSelfContained } from "./is-self-contained.ts";

/**
 * Bundles an OpenAPI document: returns it with the files that it refers to joined into it.
 *
 * @throws SpecError when a file cannot be read or parsed, or with every `$ref` that cannot be resolved.
 */
export async function bundleFile(root: ParsedFile, resolver: RecordingResolver): Promise<unknown> {
  if (isSelfContained(root.parsed)) return withComponents(root.parsed);
  const config = await createConfig({ extends: [] });
  const result = await bundle({ doc: root, config, externalRefResolver: resolver }).catch(
    (cause: unknown) => {
      throw toUnbundledError(root.source.absoluteRef, cause);
    },
  );
  if (result.problems.length === 0) return result.bundle.parsed;
  const broken = await brokenFile(resolver);
  if (broken !== undefined) throw broken;
  const problems = new ProblemCollector();
  for (const problem of result.problems) {
    const file = problem.location[0]?.source.absoluteRef ?? root.source.absoluteRef;
    problems.add(toBundleProblem(problem, (await parseFile(file, resolver)).parsed));
  }
  problems.assertNone();
  return result.bundle.parsed;
}

/** Adds `components`, as the engine does. */
function withComponents(parsed: unknown): unknown {
  if (isObject(parsed)) parsed.components ??= {};
  return parsed;
}

/** Returns the error for a broken file that a `$ref` refers to: it causes the unresolved reference. */
async function brokenFile(resolver: RecordingResolver): Promise<SpecError | undefined> {
  for (const loaded of await Promise.allSettled(resolver.cache.values())) {
    const error = loaded.status === "rejected" ? toFileError(loaded.reason) : undefined;
    if (error !== undefined) return error;
  }
  return undefined;
}
