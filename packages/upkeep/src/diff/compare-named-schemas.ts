import type { Model } from "@countersign/spec/model";
import { schemaRef } from "@countersign/spec/openapi";
import type { Changes } from "./change.ts";
import { compareSchemas, type Direction, type Documents } from "./compare-schemas.ts";
import { directionsOf } from "./directions.ts";
import { schemasOf } from "./schema-names.ts";

/** Adds the differences between the named schemas of two models. */
export function compareNamedSchemas(
  models: { before: Model; after: Model },
  documents: Documents,
  renames: ReadonlyMap<string, string>,
  changes: Changes,
): void {
  const [old, now] = [schemasOf(documents.before), schemasOf(documents.after)];
  const directions = [directionsOf(models.before), directionsOf(models.after)] as const;
  const isNewName = new Set(renames.values());
  for (const [name, before] of old) {
    const other = renames.get(name) ?? name;
    const after = now.get(other);
    const units = [schemaUnit(name), schemaUnit(other)];
    if (after === undefined) {
      const message = `The type ${code(name)} was removed.`;
      changes.add("schema-removed", { units, pointer: schemaRef(name), message });
      continue;
    }
    if (other !== name) {
      const message = `The type ${code(name)} is now called ${code(other)}.`;
      changes.add("schema-renamed", { units, pointer: schemaRef(other), message });
    }
    const known = [directions[0].get(name) ?? [], directions[1].get(other) ?? []];
    const ways = new Set<Direction>(known.flatMap((each) => [...each]));
    const location = {
      units,
      pointer: schemaRef(other),
      // An unused schema has no direction. Code that uses its type most likely reads it.
      directions: ways.size === 0 ? new Set<Direction>(["response"]) : ways,
      subject: (path: string) => code(path === "" ? other : separated(other, path)),
    };
    compareSchemas(documents, { before, after }, location, changes);
  }
  for (const name of [...now.keys()].filter((each) => !old.has(each) && !isNewName.has(each))) {
    const message = `The type ${code(name)} is new.`;
    changes.add("schema-added", { units: [schemaUnit(name)], pointer: schemaRef(name), message });
  }
}

/** Returns the unit to which changes of a named schema belong. */
export function schemaUnit(name: string): string {
  return `schema ${name}`;
}

function separated(name: string, path: string): string {
  return path.startsWith("[") ? `${name}${path}` : `${name}.${path}`;
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}
