import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "@countersign/spec/json";
import { parseText } from "@countersign/spec/source";

/**
 * Returns the name in the manifest of a folder; undefined if there is none.
 *
 * @throws SpecError when the manifest is not valid JSON.
 */
export async function packageNameIn(folder: string): Promise<string | undefined> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const manifest: unknown = parseText(await readFile(file, "utf8"), file).parsed;
  const name: unknown = isObject(manifest) ? manifest.name : undefined;
  return typeof name === "string" ? name : undefined;
}
