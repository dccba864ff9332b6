import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { readManifest } from "../workspace/packages.ts";

/**
 * Returns the scope that a workspace's new packages get if nobody chooses one: the scope of its package.json's name, or
 * that name itself, so that a client cannot be mistaken for a public package of the same name. Empty if there is
 * neither.
 */
export function assumedScope(root: string): string {
  const name = projectName(root);
  const [, scope] = /^(@[^/]+)\//.exec(name) ?? [];
  const candidate = scope ?? `@${name}`;
  return scopeProblem(candidate) === undefined ? candidate : "";
}

/** Returns what is wrong with a scope, in one sentence, or undefined if it is valid. No scope, an empty string, is. */
export function scopeProblem(scope: string): string | undefined {
  if (scope === "" || /^@[a-z0-9][a-z0-9._-]*$/.test(scope)) return undefined;
  return `${JSON.stringify(scope)} is not a valid scope: it must be an @ and a lower-case name, such as \`@acme\`.`;
}

/** Returns the name of a folder's project: its package.json's, or one that is made from the folder's. */
export function projectName(root: string): string {
  const file = join(root, "package.json");
  const named = existsSync(file) ? readManifest(file).name : undefined;
  if (typeof named === "string") return named;
  return basename(root)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|-+$/g, "");
}
