import { type OpenApiDocument, resolved, type Schema, schemaName } from "../document/document.ts";
import { codeSpan, escapedMarkdown, neutralLine } from "../markdown/provider-text.ts";
import { typeOf, valuesOf } from "./schema-facts.ts";

/** Maximum depth: listing deeper fields would make pages unreadable. openapi.json has them all. */
const DEPTH = 4;

/** Returns the fields of a schema as a nested Markdown list. */
export function fieldList(schema: Schema, document: OpenApiDocument): string {
  return lines(schema, { document, depth: 0, within: new Set() }).join("\n");
}

interface Position {
  readonly document: OpenApiDocument;
  readonly depth: number;
  /** Names of the enclosing schemas, because a schema may contain itself. */
  readonly within: ReadonlySet<string>;
}

function lines(given: Schema, { document, depth, within }: Position): string[] {
  const name = schemaName(given);
  if (depth >= DEPTH || (name !== undefined && within.has(name))) return [];
  const schema = resolved<Schema>(document, given);
  const inside = name === undefined ? within : new Set([...within, name]);
  const same = { document, depth, within: inside };
  const required = new Set(schema.required);
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, property]) => [
    `${"  ".repeat(depth)}- ${field(key, property, { document, isRequired: required.has(key) })}`,
    ...lines(property, { ...same, depth: depth + 1 }),
  ]);
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  const items = schema.items === undefined ? [] : lines(schema.items, same);
  return [...new Set([...own, ...parts.flatMap((part) => lines(part, same)), ...items])];
}

function field(
  name: string,
  property: Schema,
  { document, isRequired }: { document: OpenApiDocument; isRequired: boolean },
): string {
  const target = resolved<Schema>(document, property);
  const description = property.description ?? target.description ?? "";
  const values = valuesOf(target).map((value) => codeSpan(JSON.stringify(value)));
  const facts = [escapedMarkdown(typeOf(property)), isRequired ? "required" : ""].filter(
    (fact) => fact !== "",
  );
  const texts = [
    `${codeSpan(name)} (${facts.join("; ")})`,
    neutralLine(description),
    values.length === 0 ? "" : `Values: ${values.join(", ")}`,
  ];
  return texts
    .filter((text) => text !== "")
    .join(". ")
    .replace(/\.\. /g, ". ");
}

/** Returns text as a cell of a Markdown table. */
export function tableCell(text: string): string {
  return oneLine(text).replaceAll("|", "\\|");
}

function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
