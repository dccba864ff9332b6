import {
  eventsOf,
  type OpenApiDocument,
  type Operation,
  operationsOf,
  type Tag,
} from "../document/document.ts";
import { type Anchors, EVENTS_TAG, SCHEMAS_TAG, tagOf } from "./anchors.ts";
import { EVIDENCE } from "./evidence.ts";

/**
 * Returns the document for Redoc to render. It differs from the original in its tags, which are slugs because
 * Redoc builds anchors from them; in descriptions, which include the evidence; and in webhooks, which have their own
 * section.
 */
export function toRenderedDocument(document: OpenApiDocument, anchors: Anchors): OpenApiDocument {
  const copy: Mutable<OpenApiDocument> = structuredClone(document);
  copy.tags = renderedTags(copy, anchors);
  for (const entry of operationsOf(copy)) {
    const tags = entry.operation.tags ?? [tagOf(entry)];
    Object.assign(entry.operation, {
      operationId: entry.id,
      tags: tags.map((name) => anchors.tags.get(name) ?? name),
      description: withEvidence(entry.operation),
    });
  }
  for (const entry of eventsOf(copy)) {
    // Without this, Redoc shows the API key as the authentication of webhooks.
    const security = entry.operation.security ?? [];
    Object.assign(entry.operation, { operationId: entry.id, tags: [EVENTS_TAG], security });
  }
  return copy;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function renderedTags(document: OpenApiDocument, anchors: Anchors): Tag[] {
  const known = new Map((document.tags ?? []).map((tag) => [tag.name, tag]));
  const used = [...anchors.tags].filter(([name]) =>
    operationsOf(document).some((entry) => (entry.operation.tags ?? [tagOf(entry)]).includes(name)),
  );
  const tags = used.map(([name, slug]) => ({
    "x-displayName": name,
    ...known.get(name),
    name: slug,
  }));
  const events = { name: EVENTS_TAG, "x-displayName": "Webhook events" };
  const schemas = { name: SCHEMAS_TAG, "x-displayName": "Schemas" };
  return [
    ...tags,
    ...(eventsOf(document).length > 0 ? [events] : []),
    ...(Object.keys(document.components?.schemas ?? {}).length > 0 ? [schemas] : []),
  ];
}

function withEvidence(operation: Operation): string {
  const { description = "" } = operation;
  const evidence = operation["x-countersign-evidence"];
  if (evidence === undefined) return description;
  return `${description}\n\n**Evidence: ${evidence}.** ${EVIDENCE[evidence] ?? ""}`.trim();
}
