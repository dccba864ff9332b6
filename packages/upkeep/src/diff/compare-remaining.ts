import { childPointer, isObject, nodeAt, refPointer } from "@countersign/spec/json";
import { componentSchemas, schemaRef } from "@countersign/spec/openapi";
import { canonical, type Level } from "./canonical.ts";
import type { Changes } from "./change.ts";
import { webhookUnit } from "./compare-events.ts";
import { schemaUnit } from "./compare-named-schemas.ts";
import { type OperationPair, operationUnit } from "./compare-operations.ts";
import type { Documents } from "./documents.ts";
import { operationPointer } from "./operation-parts.ts";
import type { Kind } from "./policy.ts";
import { webhookPointers } from "./webhook-pointers.ts";
import { code } from "./words.ts";

/** A part that both documents have. */
interface Part {
  readonly unit: string;
  readonly subject: string;
  readonly old: string;
  readonly now: string;
  readonly operation?: string;
}

/**
 * Adds the changes that remain once names and types are compared: documentation, and details that types do not express.
 * Parts with a change that was already found are skipped.
 */
export function compareRemaining(
  documents: Documents,
  pairs: readonly OperationPair[],
  renames: ReadonlyMap<string, string>,
  changes: Changes,
): void {
  for (const part of partsOf(documents, pairs, renames)) {
    if (changes.explains(part.unit)) continue;
    const kind = differenceOf(documents, part);
    if (kind === undefined) continue;
    const { unit, now: pointer, operation, subject } = part;
    changes.add(kind, {
      units: kind === "details-changed" ? [unit] : [],
      pointer,
      ...(operation !== undefined && { operation }),
      message: `${TEXT[kind]} ${subject} changed.`,
    });
  }
}

const TEXT = {
  "documentation-changed": "The documentation of",
  "details-changed": "Details of",
  "unseen-changed": "Internal details of",
} as const;

type Remaining = keyof typeof TEXT & Kind;

function differenceOf(documents: Documents, { old, now }: Part): Remaining | undefined {
  const differs = (level: Level): boolean =>
    expanded(documents.before, old, level, documents.renamed) !==
    expanded(documents.after, now, level, (ref) => ref);
  if (!differs("all")) return undefined;
  if (differs("meaning")) return "details-changed";
  return differs("seen") ? "documentation-changed" : "unseen-changed";
}

function partsOf(
  documents: Documents,
  pairs: readonly OperationPair[],
  renames: ReadonlyMap<string, string>,
): Part[] {
  const operations = pairs.map(({ old, now }) => ({
    unit: operationUnit(now),
    subject: `\`${now.id}\``,
    old: operationPointer(old),
    now: operationPointer(now),
    operation: now.id,
  }));
  const known = componentSchemas(documents.after);
  const schemas = [...componentSchemas(documents.before).keys()].flatMap((name) => {
    const other = renames.get(name) ?? name;
    const [old, now] = [schemaRef(name), schemaRef(other)];
    return known.has(other) ? [{ unit: schemaUnit(other), subject: code(other), old, now }] : [];
  });
  const oldEvents = new Set(webhookPointers(documents.before).map(({ event }) => event));
  const events = webhookPointers(documents.after)
    .filter(({ event }) => oldEvents.has(event))
    .map(({ event, pointer }) => ({
      unit: webhookUnit(event),
      subject: `the event ${code(event)}`,
      old: pointer,
      now: pointer,
    }));
  const whole = [
    ["#/info", "the API"],
    ["#/servers", "the environments"],
    ["#/security", "authentication"],
    ["#/components/securitySchemes", "the security schemes"],
    ["#/tags", "the tags"],
    ["#/externalDocs", "the API"],
  ] as const;
  return [
    ...operations,
    ...schemas,
    ...events,
    ...whole.map(([pointer, subject]) => ({ unit: pointer, subject, old: pointer, now: pointer })),
  ];
}

/** Enough for real documents: responses refer to headers and examples, which refer no further. */
const MAX_HOPS = 5;

function isPart(ref: string): boolean {
  return ref.startsWith("#/components/") && !ref.startsWith("#/components/schemas/");
}

/** Inlines references, except to schemas, which are parts of their own. */
function expanded(
  document: object,
  pointer: string,
  level: Level,
  refs: (ref: string) => string,
): string {
  const expand = (node: unknown, depth: number): unknown => {
    if (Array.isArray(node)) return node.map((item) => expand(item, depth));
    if (!isObject(node)) return node;
    const { $ref: ref } = node;
    if (typeof ref === "string" && isPart(ref) && depth < MAX_HOPS) {
      return expand(nodeAt(document, refPointer(ref)), depth + 1);
    }
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, expand(child, depth)]),
    );
  };
  const parent = pointer.slice(0, pointer.lastIndexOf("/"));
  const own = expand(nodeAt(document, pointer), 0);
  const shared = pointer.startsWith("#/paths/")
    ? expand(nodeAt(document, childPointer(parent, "parameters")), 0)
    : undefined;
  // `canonical` drops `tags` members, but here the node itself is the list of tags.
  if (pointer === "#/tags" && level !== "all") return "";
  return canonical(own, level, refs) + canonical({ parameters: shared ?? [] }, level, refs);
}
