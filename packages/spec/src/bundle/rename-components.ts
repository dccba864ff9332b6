import { isObject } from "../json/is-object.ts";

/** New names of components. */
export type ComponentRenames = readonly {
  readonly section: string;
  readonly from: string;
  readonly to: string;
}[];

/**
 * Renames components of a bundled document, all at once, and updates the references to them. If a component has
 * the new name already, the renamed one replaces it.
 */
export function renameComponents(document: unknown, renames: ComponentRenames): void {
  const components = isObject(document) ? document.components : undefined;
  if (renames.length === 0 || !isObject(components)) return;
  const newRefs = new Map<string, string>();
  for (const name of new Set(renames.map(({ section }) => section))) {
    const section = components[name];
    if (!isObject(section)) continue;
    const newNames = new Map(
      renames.filter((each) => each.section === name).map(({ from, to }) => [from, to]),
    );
    for (const [from, to] of newNames) {
      newRefs.set(`#/components/${name}/${from}`, `#/components/${name}/${to}`);
    }
    renameKeys(section, newNames);
  }
  updateRefs(document, newRefs);
}

/** Renames keys in place and in order, because the object's source location belongs to the object. */
function renameKeys(
  section: Record<string | number, unknown>,
  newNames: ReadonlyMap<string, string>,
): void {
  const replaced = new Set(newNames.values());
  const entries = Object.entries(section);
  for (const [key] of entries) Reflect.deleteProperty(section, key);
  for (const [key, node] of entries) {
    const name = newNames.get(key);
    if (name !== undefined || !replaced.has(key)) section[name ?? key] = node;
  }
}

function updateRefs(document: unknown, newRefs: ReadonlyMap<string, string>): void {
  const seen = new Set<object>();
  const visit = (node: unknown, isMapping: boolean): void => {
    if (typeof node !== "object" || node === null || seen.has(node)) return;
    seen.add(node);
    for (const [key, child] of Object.entries(node)) {
      const isRef = isMapping || key === "$ref" || key === "defaultMapping";
      const renamed = isRef && typeof child === "string" ? newRefs.get(child) : undefined;
      if (renamed === undefined) visit(child, key === "mapping");
      else Reflect.set(node, key, renamed);
    }
  };
  visit(document, false);
}
