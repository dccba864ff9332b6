import type { Source } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import type { NodeLocation, NodeLocations } from "../source/node-locations.ts";
import { overlayError } from "./overlay-actions.ts";

/** A value to merge or append, and where it is written: in the overlay, or in the document that it is copied from. */
export interface Written {
  readonly value: unknown;
  readonly from: NodeLocation<Source>;
  /** The action's `copy`, if it has one: that is where to report that the value does not fit. */
  readonly copiedBy?: NodeLocation<Source>;
  readonly locations: NodeLocations<Source>;
}

/** Merges an object into a node. */
export function mergeInto(
  node: object,
  { value, from, ...rest }: Written & { readonly value: object },
): void {
  for (const [key, child] of Object.entries(value)) {
    const at = rest.locations.locateChild(value, key, from);
    setKey(node, key, { ...rest, value: child, from: at });
  }
}

/**
 * Merges objects, appends to lists and replaces other values; a value never changes kind.
 *
 * @throws SpecError when it would.
 */
export function setKey(container: object, key: string, written: Written): void {
  const { value, from, copiedBy, locations } = written;
  const present: unknown = Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
  if (present === undefined || (isScalar(present) && isScalar(value))) {
    Reflect.set(container, key, copyOf(value, locations));
    locations.setKey(container, key, from);
  } else if (Array.isArray(present) && Array.isArray(value)) {
    append(present, written);
  } else if (isObject(present) && isObject(value)) {
    mergeInto(present, { ...written, value });
  } else {
    const verb = copiedBy === undefined ? "has" : "copies";
    const message = `The overlay ${verb} ${kindOf(value)} where the document has ${kindOf(present)}.`;
    throw overlayError(copiedBy ?? from, message, {
      remedy: "First remove the existing value in a separate action, or update its parts.",
    });
  }
}

/** Appends a value to a list, or the items of another list. */
export function append(list: unknown[], { value, from, locations }: Written): void {
  const items = Array.isArray(value)
    ? value.map((item: unknown, index) => ({
        item,
        at: locations.locateChild(value, String(index), from),
      }))
    : [{ item: value, at: from }];
  for (const { item, at } of items) {
    locations.setKey(list, String(list.length), at);
    list.push(copyOf(item, locations));
  }
}

/** Copies the value for each location, so that a later action changes only one of them. */
export function copyOf(value: unknown, locations: NodeLocations<Source>): unknown {
  if (isScalar(value)) return value;
  const copy = Array.isArray(value)
    ? value.map((item) => copyOf(item, locations))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, copyOf(child, locations)]),
      );
  locations.copy(value, copy);
  return copy;
}

function isScalar(value: unknown): value is string | number | boolean | null | undefined {
  return typeof value !== "object" || value === null;
}

/** Returns what a value is, for messages. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isScalar(value) ? "a single value" : "an object";
}
