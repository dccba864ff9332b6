import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isObject } from "@countersign/spec/json";
import { displayPath, SpecError } from "@countersign/spec/problem";
import type { Workspace } from "@countersign/spec/workspace";

/** A package of the workspace. */
export interface WorkspacePackage {
  /** Absolute path of its package.json. */
  readonly file: string;
  /** Its text, unchanged. */
  readonly text: string;
  readonly manifest: Readonly<Record<string | number, unknown>>;
}

/**
 * Returns the packages in the providers folder and in its parent.
 *
 * @throws SpecError for a package.json that is not a JSON object.
 */
export function readPackages(workspace: Workspace): WorkspacePackage[] {
  const providers = dirname(workspace.packageFolder("any"));
  const folders = new Set([providers, dirname(providers)]);
  return [...folders].flatMap((folder) => {
    if (!existsSync(folder) || relative(workspace.root, folder).startsWith("..")) return [];
    return readdirSync(folder)
      .sort()
      .map((entry) => join(folder, entry, "package.json"))
      .filter((file) => existsSync(file))
      .map((file) => ({
        file,
        text: readFileSync(file, "utf8"),
        manifest: readManifest(file),
      }));
  });
}

/**
 * Returns a package.json.
 *
 * @throws SpecError when it is not a JSON object.
 */
export function readManifest(file: string): Record<string | number, unknown> {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isObject(manifest)) return manifest;
  } catch (cause) {
    throw unreadable(file, cause);
  }
  throw unreadable(file, undefined);
}

function unreadable(file: string, cause: unknown): SpecError {
  return new SpecError("The file is not a valid package.json.", {
    location: { file: displayPath(file) },
    remedy: "Correct its syntax.",
    cause,
  });
}

/** Returns the object under a key of a manifest, or an empty one. */
export function recordAt(
  manifest: Readonly<Record<string | number, unknown>>,
  key: string,
): Readonly<Record<string | number, unknown>> {
  const record = manifest[key];
  return isObject(record) ? record : {};
}
