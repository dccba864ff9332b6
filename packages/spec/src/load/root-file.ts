import { existsSync } from "node:fs";
import { join } from "node:path";

/** Names of a spec's root document, the first that is there being it. */
const ROOT_FILES = ["openapi.yaml", "openapi.yml", "openapi.json"];

/** Returns the path of a spec folder's root document, or undefined where there is none. */
export function rootFile(folder: string): string | undefined {
  return ROOT_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}
