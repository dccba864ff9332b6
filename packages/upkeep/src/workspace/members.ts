import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "@countersign/spec/json";
import { parse } from "yaml";
import { readManifest } from "./packages.ts";

/** Returns the patterns of the folders that a workspace includes, for any package manager; empty if it is none. */
export function memberPatterns(root: string): readonly string[] {
  const manifest = join(root, "package.json");
  const workspaces = existsSync(manifest) ? readManifest(manifest).workspaces : undefined;
  const listed = isObject(workspaces) ? workspaces.packages : workspaces;
  const pnpm = join(root, "pnpm-workspace.yaml");
  const config: unknown = existsSync(pnpm) ? parse(readFileSync(pnpm, "utf8")) : undefined;
  return [...stringsOf(listed), ...stringsOf(isObject(config) ? config.packages : undefined)];
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/**
 * Whether the patterns of a workspace include a folder. As package managers do, `*` stands for any one folder, `**` for
 * any number of them, and a pattern after `!` excludes what an earlier one includes.
 *
 * @param folder - Path from the root, with forward slashes: `packages/acme`.
 */
export function includesFolder(patterns: readonly string[], folder: string): boolean {
  return patterns.reduce((isIncluded, pattern) => {
    const isExclusion = pattern.startsWith("!");
    return matches(isExclusion ? pattern.slice(1) : pattern, folder) ? !isExclusion : isIncluded;
  }, false);
}

function matches(pattern: string, folder: string): boolean {
  const source = pattern
    .replace(/^\.\//, "")
    .replace(/\/+$/, "")
    .split("/")
    .map((part) => (part === "**" ? "(?:[^/]+/)*" : `${escaped(part)}/`))
    .join("");
  return new RegExp(`^${source}$`).test(`${folder}/`);
}

function escaped(part: string): string {
  return part.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*");
}
