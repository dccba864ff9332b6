import { componentSchemas, schemaName, schemaRef } from "@countersign/spec/openapi";
import { canonical } from "./canonical.ts";

/**
 * Returns the new names of renamed schemas, by old name. A schema counts as renamed if exactly one removed and one added
 * schema have the same content, taking other renames into account.
 */
export function schemaRenames(before: object, after: object): ReadonlyMap<string, string> {
  const [old, now] = [componentSchemas(before), componentSchemas(after)];
  const renames = new Map<string, string>();
  for (;;) {
    const removed = [...old.keys()].filter((name) => !now.has(name) && !renames.has(name));
    const taken = new Set(renames.values());
    const added = [...now.keys()].filter((name) => !old.has(name) && !taken.has(name));
    const oldContents = contents(old, removed, (ref) => renamedRef(ref, renames));
    const newContents = contents(now, added, (ref) => ref);
    const found = [...oldContents].flatMap(([content, names]) => {
      const others = newContents.get(content) ?? [];
      const [name, other] = [names[0], others[0]];
      const isClear = names.length === 1 && others.length === 1;
      return isClear && name !== undefined && other !== undefined ? [[name, other] as const] : [];
    });
    if (found.length === 0) return renames;
    for (const [name, other] of found) renames.set(name, other);
  }
}

/** Returns a reference of the old document as it is written in the new one. */
export function renamedRef(ref: string, renames: ReadonlyMap<string, string>): string {
  const name = renames.get(schemaName(ref) ?? "");
  return name === undefined ? ref : schemaRef(name);
}

function contents(
  schemas: ReadonlyMap<string, unknown>,
  names: readonly string[],
  refs: (ref: string) => string,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    // A schema may refer to itself, by its old or new name.
    const content = canonical(schemas.get(name), "meaning", (ref) =>
      ref === schemaRef(name) ? "#" : refs(ref),
    );
    found.set(content, [...(found.get(content) ?? []), name]);
  }
  return found;
}
