import { basename, dirname } from "node:path";
import { type WriteResult, writeFiles } from "@countersign/codegen/write";

/** Writes a value as JSON. With `check`, only returns whether the file is stale. */
export async function writeJsonFile(
  file: string,
  value: unknown,
  { check }: { check: boolean },
): Promise<WriteResult & { readonly folder: string }> {
  const folder = dirname(file);
  const text = `${JSON.stringify(value, undefined, 2)}\n`;
  const result = await writeFiles([{ path: basename(file), text }], { folder, owned: [], check });
  return { ...result, folder };
}
