import { bundle } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import { ProblemCollector } from "../problem/problem-collector.ts";
import type { SpecError } from "../problem/spec-error.ts";
import { type ParsedFile, parseFile, toFileError } from "../source/parse-file.ts";
import type { RecordingResolver } from "../source/recording-resolver.ts";
import { toBundleProblem, toUnbundledError } from "./bundle-errors.ts";
import { withTargets } from "./component-targets.ts";
import { isSelfContained } from "./is-self-contained.ts";
import { markNamesakes, nameComponents } from "./name-components.ts";

/**
 * Bundles an OpenAPI document: returns it with the files that it refers to joined into it. Files of one name become
 * components of different names, unless they are copies.
 *
 * @throws SpecError when a file cannot be read or parsed, or with every `$ref` that cannot be resolved.
 */
export async function bundleFile(root: ParsedFile, resolver: RecordingResolver): Promise<unknown> {
  if (isSelfContained(root.parsed)) return withComponents(root.parsed);
  const { absoluteRef } = root.source;
  let namesakes: ReturnType<typeof markNamesakes> = [];
  const config = await withTargets(absoluteRef, (targets) => {
    namesakes = markNamesakes(root.parsed, targets);
  });
  const result = await bundle({
    doc: root,
    config,
    externalRefResolver: resolver,
    componentRenamingConflicts: "off",
  }).catch((cause: unknown) => {
    throw toUnbundledError(absoluteRef, cause);
  });
  if (result.problems.length === 0) {
    nameComponents(result.bundle.parsed, namesakes, absoluteRef);
    return result.bundle.parsed;
  }
  const broken = await brokenFile(resolver);
  if (broken !== undefined) throw broken;
  const problems = new ProblemCollector();
  for (const problem of result.problems) {
    const file = problem.location[0]?.source.absoluteRef ?? absoluteRef;
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
