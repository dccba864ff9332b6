import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchRef } from "@countersign/spec/fetch";
import { assertVocabulary } from "@countersign/spec/lint";
import { loadSpec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { toExamples, toModel } from "@countersign/spec/model";
import { displayPath, type Problem, SpecError } from "@countersign/spec/problem";
import { emitClient } from "../emit/emit-client.ts";
import { emitCredentials } from "../emit/emit-credentials.ts";
import { emitDocument } from "../emit/emit-document.ts";
import { emitExamples } from "../emit/emit-examples.ts";
import { emitIndex } from "../emit/emit-index.ts";
import { emitOperations } from "../emit/emit-operations.ts";
import { emitProvider } from "../emit/emit-provider.ts";
import { emitReadme, readmeMarkers } from "../emit/emit-readme.ts";
import { emitServers } from "../emit/emit-servers.ts";
import { emitTypes } from "../emit/emit-types.ts";
import { emitWebhooks } from "../emit/emit-webhooks.ts";
import { toTypeNames } from "../emit/type-names.ts";
import { emitSchema } from "../schema/load-emit-schema.ts";
import type { EmittedFile } from "../write/emitted-file.ts";
import { type WriteResult, writeFiles } from "../write/write-files.ts";
import { ownPackageIn } from "./own-package.ts";

/** Options for generating a provider package. */
export interface GenerateOptions {
  /** Folder with `openapi.yaml`. Its name is the provider's name. */
  readonly spec: string;
  /** Folder of the provider package. */
  readonly out: string;
  /** Whether to only report stale files, and write nothing. Default: false. */
  readonly check?: boolean;
  /**
   * Whether to also write the document's examples to `test/generated/examples.ts`, which compiles only if they
   * match the generated types. Default: false.
   */
  readonly examples?: boolean;
  /**
   * Whether a `$ref` may lead to an https URL, though not to one in a private network. Default: false, so a
   * `$ref` may lead only to files of the spec folder.
   */
  readonly allowRemoteRefs?: boolean;
}

/** Result of `generate`. */
export interface GenerateResult extends WriteResult {
  /** What is wrong with the document but harms no client. */
  readonly warnings: readonly Problem[];
}

/**
 * Generates a provider package's sources from its spec: load → model → emit → write.
 *
 * The same spec and generator always produce the same bytes, but for one thing: sources import each other with the
 * extension that the folder's compiler accepts. If the spec is refused, nothing is written.
 *
 * @returns the paths that were written or removed, or with `check` would be.
 * @throws SpecError when the spec cannot be read or generated.
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const spec = await loadSpec(options.spec, options.allowRemoteRefs ? { fetchRef } : {});
  await assertVocabulary(spec);
  const model = toModel(spec);
  const files = await emitAll(model, { specFile: spec.file, out: options.out });
  if (options.examples) files.push(emitExamples(toExamples(spec, model), model, sourceOf(model)));
  // On demand, because it loads the compiler, which a refused spec does not need.
  const { withAcceptedImports } = await import("./import-extension.ts");
  const result = await writeFiles(withAcceptedImports(files, options.out), {
    folder: options.out,
    owned: ["src/generated", "test/generated"],
    check: options.check ?? false,
  });
  return { ...result, warnings: model.warnings };
}

async function emitAll(
  model: Model,
  { specFile, out }: { specFile: string; out: string },
): Promise<EmittedFile[]> {
  const source = sourceOf(model);
  const names = toTypeNames(model);
  return [
    await emitSchema(model, { source, file: specFile }),
    emitOperations(model, names, source),
    emitWebhooks(model, names, source),
    emitTypes(model, source),
    emitCredentials(model, source),
    ...emitServers(model, source),
    emitProvider(model, source),
    emitClient(model, source),
    emitIndex(model, source),
    emitDocument(model),
    await readmeFile(model, out),
  ];
}

/** Does not use the actual folder: the output must not depend on where the generator runs. */
function sourceOf({ name }: Model): string {
  return `specs/${name}`;
}

async function readmeFile(model: Model, out: string): Promise<EmittedFile> {
  const path = join(out, "README.md");
  const current = existsSync(path) ? await readFile(path, "utf8") : undefined;
  const file = emitReadme(model, {
    current,
    own: (await ownPackageIn(out)) ?? { name: model.name, isPrivate: false },
  });
  if (file !== undefined) return file;
  throw new SpecError("The README has no markers for the table of operations.", {
    location: { file: displayPath(path) },
    remedy: `Put these two lines where the table belongs:\n${readmeMarkers}`,
  });
}
