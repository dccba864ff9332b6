import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "@countersign/spec/json";
import { parseText } from "@countersign/spec/source";
import type { OwnPackage } from "../emit/own-package.ts";

/**
 * Returns what the manifest of a folder says about its package; undefined if there is none, or no name.
 *
 * @throws SpecError when the manifest is not valid JSON.
 */
export async function ownPackageIn(folder: string): Promise<OwnPackage | undefined> {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const manifest: unknown = parseText(await readFile(file, "utf8"), file).parsed;
  if (!isObject(manifest) || typeof manifest.name !== "string") return undefined;
  return { name: manifest.name, isPrivate: manifest.private === true };
}
