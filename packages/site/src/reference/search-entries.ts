import {
  eventsOf,
  type OpenApiDocument,
  type OperationEntry,
  operationsOf,
  resolved,
  type Schema,
} from "../document/document.ts";
import type { SearchEntry } from "../search/search-entry.ts";
import type { Anchors } from "./anchors.ts";
import { bodySchema, typeOf } from "./schema-facts.ts";

/** Returns the search entries of a provider's reference. */
export function searchEntries(
  document: OpenApiDocument,
  { anchors, page }: { readonly anchors: Anchors; readonly page: string },
): SearchEntry[] {
  const { title } = document.info;
  const at = (anchor: string): string => page + anchor;
  return [
    ...operationsOf(document).map((each): SearchEntry => {
      const detail = `${each.method.toUpperCase()} ${each.path} · ${summary(each)} · ${title}`;
      return ["operation", each.id, detail, at(anchors.operation(each))];
    }),
    ...eventsOf(document).map((each): SearchEntry => {
      return ["event", each.path, `${summary(each)} · ${title}`, at(anchors.event(each))];
    }),
    ...Object.keys(document.components?.schemas ?? {}).map((name): SearchEntry => {
      return ["schema", name, title, at(anchors.schema(name))];
    }),
    ...fieldEntries(document, anchors).map(({ name, type, owners, anchor }): SearchEntry => {
      const others = owners.length > 2 ? ` and ${owners.length - 2} more` : "";
      const where = `${owners.slice(0, 2).join(", ")}${others}`;
      return ["field", name, `${type} · in ${where} · ${title}`, at(anchor)];
    }),
  ];
}

function summary({ operation }: OperationEntry): string {
  return operation.summary ?? "";
}

interface Field {
  readonly name: string;
  readonly type: string;
  /** Schemas and operations that have it. */
  readonly owners: string[];
  /** Anchor in the first of them. */
  readonly anchor: string;
}

/** Returns one entry for each field name, which lists its owners, instead of one for each occurrence. */
function fieldEntries(document: OpenApiDocument, anchors: Anchors): Field[] {
  const fields = new Map<string, Field>();
  const add = (name: string, field: Omit<Field, "name" | "owners"> & { owner: string }): void => {
    const known = fields.get(name);
    const { owner, type, anchor } = field;
    if (known === undefined) fields.set(name, { name, type, owners: [owner], anchor });
    else if (!known.owners.includes(owner)) known.owners.push(owner);
  };
  for (const [owner, schema] of Object.entries(document.components?.schemas ?? {})) {
    const anchor = anchors.schema(owner);
    walk(schema, [], (name, path, type) =>
      add(name, { owner, type, anchor: `${anchor}#${anchor.slice(2)}/path=${path}` }),
    );
  }
  for (const entry of operationsOf(document)) {
    const anchor = anchors.operation(entry);
    const owner = entry.id;
    for (const parameter of entry.operation.parameters ?? []) {
      const { name, schema = {} } = resolved(document, parameter);
      add(name, { owner, type: typeOf(schema), anchor });
    }
    for (const schema of bodySchema(document, entry.operation)) {
      walk(schema, [], (name, _, type) => add(name, { owner, type, anchor }));
    }
  }
  return [...fields.values()];
}

/** Visits the inline properties of a schema. Referenced schemas have their own entries. */
function walk(
  schema: Schema,
  path: readonly string[],
  visit: (name: string, path: string, type: string) => void,
): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const here = [...path, name];
    visit(name, here.join("/"), typeOf(property));
    walk(property, here, visit);
  }
  for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
    walk(part, path, visit);
  }
  if (schema.items !== undefined) walk(schema.items, path, visit);
}
