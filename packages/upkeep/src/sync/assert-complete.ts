import { isObject, nodeAt, refPointer } from "@countersign/spec/json";
import { operationsOf } from "@countersign/spec/openapi";
import { type SourceLocation, SpecError, toLine } from "@countersign/spec/problem";

/**
 * Refuses a new version of a document that looks cut off: it refers to something that it no longer contains, or more than
 * half of its operations are gone. A response without a length can end anywhere and still be valid YAML.
 *
 * @param acceptRemovals - Whether many operations may be gone.
 */
export function assertComplete(
  { before, after }: { readonly before: unknown; readonly after: unknown },
  {
    origin,
    location,
    acceptRemovals,
  }: {
    readonly origin: string;
    readonly location: SourceLocation;
    readonly acceptRemovals: boolean;
  },
): void {
  const known = new Set(dangling(before));
  const [ref] = dangling(after).filter((each) => !known.has(each));
  if (ref !== undefined) {
    throw new SpecError(
      `${toLine(origin)} refers to \`${toLine(ref)}\`, which it does not contain: it may have been cut off.`,
      { location, remedy: "Try again later. If it stays like this, tell the provider." },
    );
  }
  const [was, is] = [countOf(before), countOf(after)];
  if (acceptRemovals || is * 2 >= was) return;
  throw new SpecError(`${toLine(origin)} has ${is} of the ${was} operations that it had.`, {
    location,
    remedy: "If the provider really removed the others, pass --accept-removals.",
  });
}

/** Returns the references within a document that lead nowhere. */
function dangling(document: unknown): string[] {
  if (!isObject(document)) return [];
  const refs = new Set<string>();
  collect(document, refs);
  return [...refs].filter((ref) => nodeAt(document, refPointer(ref)) === undefined);
}

function collect(node: unknown, refs: Set<string>): void {
  if (Array.isArray(node)) for (const item of node) collect(item, refs);
  else if (isObject(node)) {
    const { $ref: ref } = node;
    if (typeof ref === "string" && ref.startsWith("#/")) refs.add(ref);
    for (const child of Object.values(node)) collect(child, refs);
  }
}

function countOf(document: unknown): number {
  if (!isObject(document)) return 0;
  return operationsOf(document, "paths").length + operationsOf(document, "webhooks").length;
}
