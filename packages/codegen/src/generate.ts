import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { emitClient } from "./emit/emit-client.ts";
import { emitCredentials } from "./emit/emit-credentials.ts";
import { emitDocument } from "./emit/emit-document.ts";
import { emitIndex } from "./emit/emit-index.ts";
import { emitOperations } from "./emit/emit-operations.ts";
import { emitProvider } from "./emit/emit-provider.ts";
import { emitReadme, readmeMarkers } from "./emit/emit-readme.ts";
import { emitSchema } from "./emit/emit-schema.ts";
import type { EmittedFile } from "./emit/emitted-file.ts";
import { loadSpec } from "./load/load-spec.ts";
import type { Model } from "./model/model.ts";
import { toModel } from "./model/to-model.ts";
import { SpecError } from "./spec-error.ts";
import { type WriteResult, writeFiles } from "./write-files.ts";

/** What to generate, and where to. */
export interface GenerateOptions {
  /** Folder that holds `openapi.yaml`. Its name is the provider's name. */
  readonly spec: string;
  /** Folder of the provider package. */
  readonly out: string;
  /** Compare only: report what is stale, and write nothing. Default: false. */
  readonly check?: boolean;
}

/**
 * Generates a provider package's sources from its spec: load → model → emit → write.
 *
 * The output is the same to the byte for the same spec and generator. When the spec is refused,
 * nothing is written.
 *
 * @returns the paths that were written or removed, or with `check` would be.
 * @throws SpecError when the spec cannot be read or generated.
 */
export async function generate(options: GenerateOptions): Promise<WriteResult> {
  const model = toModel(await loadSpec(options.spec));
  const files = await emitAll(model, {
    source: `specs/${model.name}`,
    readme: join(options.out, "README.md"),
  });
  return writeFiles(files, {
    folder: options.out,
    owned: ["src/generated"],
    check: options.check ?? false,
  });
}

async function emitAll(
  model: Model,
  { source, readme }: { source: string; readme: string },
): Promise<EmittedFile[]> {
  const current = existsSync(readme) ? await readFile(readme, "utf8") : undefined;
  const table = emitReadme(model, current);
  if (table === undefined) {
    throw new SpecError("The README has no place for the table of operations.", {
      place: { file: relative(process.cwd(), readme) },
      remedy: `Put these two lines where the table belongs:\n${readmeMarkers}`,
    });
  }
  return [
    await emitSchema(model, source),
    emitOperations(model, source),
    emitCredentials(model, source),
    emitProvider(model, source),
    emitClient(model, source),
    emitIndex(model, source),
    emitDocument(model),
    table,
  ];
}
