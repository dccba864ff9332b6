import { join } from "node:path";
import { type Files, readAll, writeAll } from "@countersign/testing/files";
import { refusalText, specErrorOf, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { expect } from "vitest";
import { generate } from "../../src/generate/generate.ts";

/** Generates a package from a spec, and returns its files. */
export async function generated(files: string | Files): Promise<Files> {
  const out = join(await temporaryFolder(), "out");
  await generate({ spec: await specFolder(files), out });
  return readAll(out);
}

/**
 * Returns the error that a spec is refused with: `openapi.yaml:3:7 The message.` Fails if the remedy is missing
 * or anything was written.
 */
export async function refusal(files: string | Files): Promise<string> {
  const spec = await specFolder(files);
  const out = await writeAll(await temporaryFolder(), {
    "README.md": "# Acme\n\n<!-- operations: generated, do not edit -->\n<!-- /operations -->\n",
    "src/generated/old.ts": "// no longer generated\n",
  });
  const before = await readAll(out);
  const error = await specErrorOf(generate({ spec, out }));
  expect(await readAll(out)).toEqual(before);
  return refusalText(error, spec);
}
