import { existsSync } from "node:fs";
import { join } from "node:path";

/** Possible names of a spec's root document, in order of precedence. */
const ROOT_FILES = ["openapi.yaml", "openapi.yml", "openapi.json"];

/** Returns the path of a spec folder's root document, or undefined if there is none. */
export function rootFile(folder: string): string | undefined {
  return ROOT_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}
