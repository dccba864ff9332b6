import { isObject } from "@countersign/spec/json";
import type { Model } from "@countersign/spec/model";
import { componentSchemas, schemaName } from "@countersign/spec/openapi";
import type { Direction } from "./compare-types.ts";
import { type OperationParts, operationParts, operationPointer } from "./operation-parts.ts";
import { webhookPointers } from "./webhook-pointers.ts";

/** Returns for each named schema whether its values are sent, received or both. Webhook payloads are received. */
export function directionsOf(model: Model): ReadonlyMap<string, ReadonlySet<Direction>> {
  const { document } = model;
  const schemas = componentSchemas(document);
  const found = new Map<string, Set<Direction>>();
  const follow = (node: unknown, direction: Direction): void => {
    for (const name of namesIn(node)) {
      const known = found.get(name) ?? new Set();
      if (known.has(direction)) continue;
      found.set(name, known.add(direction));
      follow(schemas.get(name), direction);
    }
  };
  for (const operation of model.operations) {
    const parts = operationParts(document, operationPointer(operation));
    for (const { schema } of parts.parameters) follow(schema, "request");
    for (const schema of parts.body?.content.values() ?? []) follow(schema, "request");
    followResponses(parts, (schema) => follow(schema, "response"));
  }
  for (const { pointer } of webhookPointers(document)) {
    const { body } = operationParts(document, pointer);
    for (const schema of body?.content.values() ?? []) follow(schema, "response");
  }
  return found;
}

function followResponses({ responses }: OperationParts, follow: (schema: unknown) => void): void {
  for (const { content } of responses.values())
    for (const schema of content.values()) follow(schema);
}

function namesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namesIn);
  if (!isObject(node)) return [];
  const own = typeof node.$ref === "string" ? (schemaName(node.$ref) ?? []) : [];
  return [own, ...Object.values(node).map(namesIn)].flat();
}
