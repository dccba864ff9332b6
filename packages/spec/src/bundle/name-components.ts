import { isDeepStrictEqual } from "node:util";
import { isObject } from "../json/is-object.ts";
import { type ComponentTarget, targetId } from "./component-targets.ts";
import { distinctNames } from "./distinct-names.ts";
import { type ComponentRenames, renameComponents } from "./rename-components.ts";

/** Marks a node while the engine bundles. Its value is the number of the target. */
const MARK = "x-countersign-bundled-from";

/** Targets in one section of `components` that the engine would give the same name. */
type Namesakes = readonly ComponentTarget[];

/**
 * Returns the targets that share their name with others or with a component of the document, and marks their nodes.
 *
 * The engine joins nodes of one name that look the same when it meets them. But one `$ref` in files of two folders
 * leads to two files. Marked nodes never look the same.
 */
export function markNamesakes(
  document: unknown,
  targets: readonly ComponentTarget[],
): readonly Namesakes[] {
  const groups = new Map<string, ComponentTarget[]>();
  for (const target of targets) {
    const key = `${target.section}/${target.name}`;
    groups.set(key, [...(groups.get(key) ?? []), target]);
  }
  const namesakes = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group.sort((a, b) => (targetId(a) < targetId(b) ? -1 : 1)))
    .filter((group) => group.length > 1 || group.some((only) => isTaken(document, only)));
  for (const [index, { node }] of namesakes.flat().entries()) Reflect.set(node, MARK, index);
  return namesakes;
}

/** Returns whether the document has a component of the target's name that does not refer to it. */
function isTaken(document: unknown, { section, name, aliases }: ComponentTarget): boolean {
  return Object.hasOwn(sectionOf(document, section), name) && !aliases.includes(name);
}

/**
 * Gives the marked nodes of a bundled document their names, and removes the marks. Copies of one file are one
 * component; as soon as two differ, each file is its own.
 *
 * @param root - Path or URL of the root document.
 */
export function nameComponents(
  document: unknown,
  namesakes: readonly Namesakes[],
  root: string,
): void {
  for (const { node } of namesakes.flat()) Reflect.deleteProperty(node, MARK);
  let different = namesakes;
  for (;;) {
    // Two nodes that refer to copies of one file become equal when the copies are joined.
    const equal = different.filter((group) => areEqual(document, group));
    if (equal.length === 0) break;
    renameComponents(
      document,
      equal.flatMap((group) => joined(document, group)),
    );
    different = different.filter((group) => !equal.includes(group));
  }
  renameComponents(document, distinct(document, different, root));
}

/** Returns whether the nodes of a group, and a component of the document with their name, are all equal. */
function areEqual(document: unknown, group: Namesakes): boolean {
  const [{ section, name, node: first } = { section: "", name: "", node: {} }] = group;
  const nodes = [sectionOf(document, section)[name] ?? first, ...group.map(({ node }) => node)];
  return nodes.every((node) => isDeepStrictEqual(node, first));
}

function joined(document: unknown, group: Namesakes): ComponentRenames {
  return group.flatMap((target) => {
    const { section, name } = target;
    const given = givenName(document, target);
    return given === undefined || given === name ? [] : [{ section, from: given, to: name }];
  });
}

function distinct(document: unknown, groups: readonly Namesakes[], root: string): ComponentRenames {
  const given = new Map<ComponentTarget, string>();
  for (const target of groups.flat()) {
    const name = givenName(document, target);
    if (name !== undefined) given.set(target, name);
  }
  const temporary = new Set([...given].map(([{ section }, name]) => `${section}/${name}`));
  const taken = new Map<string, Set<string>>();
  return groups.flatMap((group) => {
    const section = group[0]?.section ?? "";
    const names = Object.keys(sectionOf(document, section));
    const kept = names.filter((name) => !temporary.has(`${section}/${name}`));
    const used = taken.get(section) ?? new Set(kept);
    taken.set(section, used);
    const targets = group.filter((target) => given.has(target));
    return [...distinctNames(targets, { root, taken: used })].map(([target, to]) => {
      used.add(to);
      return { section, from: given.get(target) ?? to, to };
    });
  });
}

/** Returns the name that the engine gave a target's node: the target's, or that with a number. */
function givenName(
  document: unknown,
  { section, name, node }: ComponentTarget,
): string | undefined {
  const components = Object.entries(sectionOf(document, section));
  const isOwn = (given: string): boolean => given === name || given.startsWith(`${name}-`);
  // YAML can put one node under two keys, so the node alone does not identify the component.
  return components.find(([given, each]) => each === node && isOwn(given))?.[0];
}

function sectionOf(document: unknown, section: string): Record<string | number, unknown> {
  const components = isObject(document) ? document.components : undefined;
  const found = isObject(components) ? components[section] : undefined;
  return isObject(found) ? found : {};
}
