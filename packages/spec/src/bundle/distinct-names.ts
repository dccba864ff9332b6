import { dirname, relative } from "node:path";
import { pointerTokens } from "../json/json-pointer.ts";
import { pascalCase } from "../openapi/words.ts";
import { type ComponentTarget, targetId } from "./component-targets.ts";

/** Parts of a pointer that say where OpenAPI or JSON Schema keeps a node, and not what it is. */
const STRUCTURE = new Set([
  ...["$defs", "callbacks", "components", "definitions", "examples", "headers", "links"],
  ...["mediaTypes", "parameters", "properties", "requestBodies", "responses", "schema", "schemas"],
  "securitySchemes",
]);

/**
 * Returns a name for each of several targets that the engine would give the same name. It is the name under which
 * the root document's `components` refers to the target or, if there is none, the target's path with as many
 * folders as tell all of them apart: `AVersion` and `BVersion` for `a/version.yaml` and `b/version.yaml`.
 *
 * Names depend only on the paths, not on the order of the references nor on the content of the files.
 *
 * @param root - Path or URL of the root document.
 * @param taken - Names that the section already has.
 */
export function distinctNames(
  targets: readonly ComponentTarget[],
  { root, taken }: { readonly root: string; readonly taken: ReadonlySet<string> },
): Map<ComponentTarget, string> {
  const names = new Map<ComponentTarget, string>();
  const unnamed: { target: ComponentTarget; path: readonly string[] }[] = [];
  for (const target of targets) {
    const [alias] = target.aliases;
    if (alias === undefined) unnamed.push({ target, path: pathOf(target, root) });
    else names.set(target, alias);
  }
  const isTaken = new Set([...taken, ...names.values()].map(keyOf));
  const depth = Math.max(1, ...unnamed.map(({ path }) => path.length));
  for (let parts = 1; parts <= depth; parts += 1) {
    const made = unnamed.map(({ path }) => nameOf(path.slice(-parts)));
    const keys = new Set(made.map(keyOf));
    const isLast = parts === depth;
    if (!isLast && (keys.size < made.length || [...keys].some((key) => isTaken.has(key)))) continue;
    const sorted = unnamed
      .map(({ target }, index) => ({ target, name: made[index] ?? "" }))
      .sort((a, b) => (targetId(a.target) < targetId(b.target) ? -1 : 1));
    for (const { target, name } of sorted) names.set(target, takeFreeName(name, isTaken));
    break;
  }
  return names;
}

/** Returns the words that identify a target, from the outermost folder to its own name. */
function pathOf({ file, pointer }: ComponentTarget, root: string): string[] {
  const path = /^[a-z][a-z0-9+.-]+:\/\//i.test(file)
    ? new URL(file).pathname
    : relative(dirname(root), file);
  const folders = path.replace(/\.[^./\\]+$/, "").split(/[/\\]/);
  return [...folders, ...pointerTokens(pointer).filter((token) => !STRUCTURE.has(token))].filter(
    (part) => pascalCase(part) !== "",
  );
}

function nameOf(parts: readonly string[]): string {
  const [only = ""] = parts;
  // Alone, a name stays as it is written: the engine keeps the names of other components too.
  return parts.length === 1 && /^[\w.-]+$/.test(only) ? only : parts.map(pascalCase).join("");
}

/** Names of types have no hyphens, and a file system may ignore case. */
function keyOf(name: string): string {
  return pascalCase(name).toLowerCase();
}

/** Returns the name or, if it is taken, the name with the first free number from 2 on, and takes it. */
function takeFreeName(name: string, isTaken: Set<string>): string {
  let free = name;
  for (let number = 2; isTaken.has(keyOf(free)); number += 1) free = `${name}${number}`;
  isTaken.add(keyOf(free));
  return free;
}
