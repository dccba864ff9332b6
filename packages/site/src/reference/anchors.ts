import {
  eventsOf,
  type OpenApiDocument,
  type OperationEntry,
  operationsOf,
} from "../document/document.ts";

/** The tag of all webhook events in a reference. */
export const EVENTS_TAG = "webhook-events";
/** The tag of all schemas in a reference. */
export const SCHEMAS_TAG = "schemas";

/** The URL fragments within a reference. */
export interface Anchors {
  /** The slug of each tag. */
  readonly tags: ReadonlyMap<string, string>;
  operation(entry: OperationEntry): string;
  event(entry: OperationEntry): string;
  schema(name: string): string;
  /** Anchors that two things share. */
  readonly problems: readonly string[];
}

/** The tag of operations without a tag. */
export const UNTAGGED = "Operations";

/**
 * Returns the anchors of a provider's reference. Redoc builds them from tags and operationIds. The document that
 * it renders has slugs in both, so that its own rules for special characters do not matter.
 */
export function toAnchors(document: OpenApiDocument): Anchors {
  const tags = tagSlugs(document);
  const operation = (entry: OperationEntry): string =>
    `#/${tags.get(tagOf(entry)) ?? ""}/${entry.id.toLowerCase()}`;
  const event = (entry: OperationEntry): string => `#/${EVENTS_TAG}/${entry.id.toLowerCase()}`;
  const schema = (name: string): string => `#/${SCHEMAS_TAG}/${name.toLowerCase()}`;
  const all = [
    ...operationsOf(document).flatMap((each) => [
      [operation(each), `${each.method} ${each.path}`],
      // Some file systems are case-insensitive.
      [`operations/${each.id.toLowerCase()}.md`, `${each.method} ${each.path}`],
    ]),
    ...eventsOf(document).map((each) => [event(each), `the event ${each.path}`]),
    ...Object.keys(document.components?.schemas ?? {}).map((each) => [
      schema(each),
      `the schema ${each}`,
    ]),
  ] as [string, string][];
  return { tags, operation, event, schema, problems: duplicates(all) };
}

/** Returns the first tag of an operation, which its anchor contains. */
export function tagOf({ operation }: OperationEntry): string {
  return operation.tags?.[0] ?? UNTAGGED;
}

function tagSlugs(document: OpenApiDocument): Map<string, string> {
  const names = [
    ...(document.tags ?? []).map(({ name }) => name),
    ...operationsOf(document).map(tagOf),
  ];
  const slugs = new Map<string, string>();
  const taken = new Set([EVENTS_TAG, SCHEMAS_TAG]);
  for (const name of names) {
    if (slugs.has(name)) continue;
    const base =
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "") || "tag";
    let slug = base;
    for (let number = 2; taken.has(slug); number += 1) slug = `${base}-${number}`;
    taken.add(slug);
    slugs.set(name, slug);
  }
  return slugs;
}

function duplicates(all: readonly [string, string][]): string[] {
  const seen = new Map<string, string>();
  return all.flatMap(([anchor, what]) => {
    const other = seen.get(anchor);
    seen.set(anchor, what);
    return other === undefined ? [] : [`${what} and ${other} have the same anchor: ${anchor}`];
  });
}
