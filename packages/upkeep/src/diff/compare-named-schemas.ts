import type { Model } from "@countersign/spec/model";
import { schemaRef } from "@countersign/spec/openapi";
import type { Changes } from "./change.ts";
import { compareTypes, type Direction, type TypePair } from "./compare-types.ts";
import { directionsOf } from "./directions.ts";
import { code } from "./words.ts";

/** Adds the differences between the types of the component schemas of two models. */
export function compareNamedSchemas(
  models: { before: Model; after: Model },
  types: TypePair,
  renames: ReadonlyMap<string, string>,
  changes: Changes,
): void {
  const [old, now] = [types.before.schemaTypes, types.after.schemaTypes];
  const directions = [directionsOf(models.before), directionsOf(models.after)] as const;
  const isNewName = new Set(renames.values());
  for (const [schema, name] of old) {
    const other = renames.get(schema) ?? schema;
    const newName = now.get(other);
    const units = [schemaUnit(schema), schemaUnit(other)];
    const owner = { what: "type", name: newName ?? name } as const;
    if (newName === undefined) {
      const message = `The type ${code(name)} was removed.`;
      changes.add("schema-removed", { units, owner, pointer: schemaRef(schema), message });
      continue;
    }
    if (newName !== name) {
      const message = `The type ${code(name)} is now called ${code(newName)}.`;
      changes.add("schema-renamed", { units, pointer: schemaRef(other), message });
    }
    const known = [directions[0].get(schema) ?? [], directions[1].get(other) ?? []];
    const ways = new Set<Direction>(known.flatMap((each) => [...each]));
    const location = {
      units,
      owner,
      pointer: schemaRef(other),
      // An unused schema has no direction. Code that uses its type most likely reads it.
      directions: ways.size === 0 ? new Set<Direction>(["response"]) : ways,
      subject: (path: string) => code(path === "" ? newName : separated(newName, path)),
    };
    const places = { before: types.before.schema(schema), after: types.after.schema(other) };
    compareTypes(types, places, location, changes);
  }
  for (const [schema, name] of now) {
    if (old.has(schema) || isNewName.has(schema)) continue;
    const message = `The type ${code(name)} is new.`;
    changes.add("schema-added", {
      owner: { what: "type", name },
      units: [schemaUnit(schema)],
      pointer: schemaRef(schema),
      message,
    });
  }
}

/** Returns the unit to which changes of a named schema belong. */
export function schemaUnit(name: string): string {
  return `schema ${name}`;
}

function separated(name: string, path: string): string {
  return path.startsWith("[") ? `${name}${path}` : `${name}.${path}`;
}
