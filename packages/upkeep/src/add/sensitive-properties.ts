import { isObject } from "@countersign/spec/json";

/** Properties of one schema that clearly hold personal or secret data. */
export interface SensitiveProperties {
  /** Path of the schema's `properties` in the document. */
  readonly keys: readonly (string | number)[];
  readonly names: readonly string[];
}

const PERSONAL =
  /^((first|middle|last|full|given|family|maiden)_?name|birth_?date|date_?of_?birth|dob|ssn|tax_?id|national_?id|passport_?number|document_?number|iban|cvv|cvc|pin|secret|client_?secret|password|e?mail(_?address)?|phone(_?number)?|account_?number|card_?number)$/i;

/** Members that contain data and not schemas. */
const DATA = new Set(["example", "examples", "default", "enum", "const", "value"]);

/** Returns the properties of a document's schemas whose names suggest personal or secret data. */
export function sensitiveProperties(document: object): SensitiveProperties[] {
  const found: SensitiveProperties[] = [];
  const visit = (node: unknown, keys: readonly (string | number)[], isMap: boolean): void => {
    if (Array.isArray(node)) {
      for (const [index, child] of node.entries()) visit(child, [...keys, index], false);
      return;
    }
    if (!isObject(node)) return;
    const names = isMap ? [] : personalNames(node.properties);
    if (names.length > 0) found.push({ keys: [...keys, "properties"], names });
    for (const [key, child] of Object.entries(node)) {
      // In a map such as `properties` or `schemas`, the API chooses the keys.
      if (!isMap && (DATA.has(key) || key.startsWith("x-"))) continue;
      visit(child, [...keys, key], !isMap && MAPS.has(key));
    }
  };
  visit(document, [], false);
  return found;
}

const MAPS = new Set([
  ..."properties patternProperties schemas definitions $defs responses parameters paths".split(" "),
  ..."requestBodies headers content callbacks webhooks pathItems encoding".split(" "),
  ..."securitySchemes links variables dependentSchemas".split(" "),
]);

function personalNames(properties: unknown): string[] {
  if (!isObject(properties)) return [];
  return Object.entries(properties)
    .filter(([name, schema]) => PERSONAL.test(name) && isObject(schema) && isUnmarked(schema))
    .map(([name]) => name);
}

/** Excludes `$ref`s too, because OpenAPI 3.0 ignores every other member next to one. */
function isUnmarked(schema: Record<string | number, unknown>): boolean {
  return !("$ref" in schema) && !("x-countersign-sensitive" in schema);
}
