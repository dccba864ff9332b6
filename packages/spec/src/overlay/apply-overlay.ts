import type { Source } from "@redocly/openapi-core";
import { paths } from "jsonpath-rfc9535";
import parseJsonPath from "jsonpath-rfc9535/parser";
import { isObject } from "../json/is-object.ts";
import { childPointer } from "../json/json-pointer.ts";
import type { NodeLocation, NodeLocations } from "../source/node-locations.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import { type OverlayAction, overlayActions, overlayError } from "./overlay-actions.ts";

/** The keys that lead from the root to a node. */
type Keys = readonly (string | number)[];

/**
 * Applies an OpenAPI Overlay (1.0 or 1.1: `update` and `remove`) to a document, in place.
 *
 * The specification ignores an action that matches nothing; this function throws, so that we notice when
 * upstream fixes or renames what an action corrects.
 *
 * @throws SpecError when an action is malformed, has no reason, or matches nothing.
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 */
export function applyOverlay(
  document: object,
  overlay: ParsedFile,
  locations: NodeLocations<Source>,
): void {
  for (const action of overlayActions(overlay)) {
    const targets = select(document, action);
    if (targets.length === 0) {
      throw overlayError(
        action.location,
        `The overlay action on ${action.target} matches nothing.`,
        {
          remedy: "Correct its target, or delete the action if upstream no longer needs it.",
        },
      );
    }
    if (action.remove) removeAll(document, targets, action);
    else for (const keys of targets) updateNode(document, keys, { action, locations });
  }
}

function select(document: object, action: OverlayAction): Keys[] {
  try {
    return [...new Set(paths(toJson(document), action.target))].map(normalizedPathKeys);
  } catch (cause) {
    const { source, pointer } = action.location;
    const message = `The target ${action.target} is not valid JSONPath: ${syntaxReason(cause)}.`;
    throw overlayError({ source, pointer: childPointer(pointer, "target") }, message, {
      remedy: "Follow RFC 9535; names with dots, hyphens or slashes need ['…'].",
      cause,
    });
  }
}

/** Shortens a parser error, which lists every token that would have been accepted. */
function syntaxReason(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, found] = message.match(/but (.+) found\.$/s) ?? [];
  return found === undefined ? message : `unexpected ${found}`;
}

function normalizedPathKeys(path: string): Keys {
  return parseJsonPath(path).segments.flatMap(({ node }) => {
    if (node.type !== "BracketedSelection") return [];
    return node.selectors.flatMap((selector) =>
      selector.type === "NameSelector" || selector.type === "IndexSelector" ? [selector.value] : [],
    );
  });
}

function removeAll(document: object, targets: Keys[], action: OverlayAction): void {
  if (targets.some((keys) => keys.length === 0)) {
    throw overlayError(action.location, "The overlay action removes the whole document.", {
      remedy: "Name the part to remove, such as `$.paths['/users'].get`.",
    });
  }
  // Look up all parents before removing anything, and remove list items from last to first, because a
  // removal shifts the items after it.
  const found = targets.map((keys) => ({
    parent: parentOf(document, keys),
    key: keys.at(-1) ?? "",
  }));
  found.sort((a, b) => indexOf(b.key) - indexOf(a.key));
  for (const { parent, key } of found) {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  }
}

function indexOf(key: string | number): number {
  return typeof key === "number" ? key : -1;
}

function updateNode(
  document: object,
  keys: Keys,
  { action, locations }: { action: OverlayAction; locations: NodeLocations<Source> },
): void {
  const { source, pointer } = action.location;
  const from = { source, pointer: childPointer(pointer, "update") };
  const parent = parentOf(document, keys);
  const key = keys.at(-1);
  const node: unknown = key === undefined ? document : Reflect.get(parent, key);
  if (Array.isArray(node)) {
    append(node, action.update, { from, locations });
  } else if (key === undefined && isObject(action.update)) {
    mergeInto(document, action.update, { from, locations });
  } else {
    setKey(parent, String(key ?? ""), { value: action.update, from, locations });
  }
}

interface Written {
  /** Where the new value is written in the overlay. */
  readonly from: NodeLocation<Source>;
  readonly locations: NodeLocations<Source>;
}

function mergeInto(node: object, value: object, { from, locations }: Written): void {
  for (const [key, child] of Object.entries(value)) {
    const at = { ...from, pointer: childPointer(from.pointer, key) };
    setKey(node, key, { value: child, from: at, locations });
  }
}

/** Merges objects, appends to lists and replaces other values; a value never changes kind. */
function setKey(
  container: object,
  key: string,
  { value, from, locations }: Written & { readonly value: unknown },
): void {
  const present: unknown = Object.hasOwn(container, key) ? Reflect.get(container, key) : undefined;
  if (present === undefined || (isScalar(present) && isScalar(value))) {
    Reflect.set(container, key, copyOf(value, locations));
    locations.setKey(container, key, from);
  } else if (Array.isArray(present) && Array.isArray(value)) {
    append(present, value, { from, locations });
  } else if (isObject(present) && isObject(value)) {
    mergeInto(present, value, { from, locations });
  } else {
    const message = `The overlay has ${kindOf(value)} where the document has ${kindOf(present)}.`;
    throw overlayError(from, message, {
      remedy: "First remove the existing value in a separate action, or update its parts.",
    });
  }
}

function append(list: unknown[], value: unknown, { from, locations }: Written): void {
  const items = Array.isArray(value)
    ? value.map((item: unknown, index) => ({ item, pointer: childPointer(from.pointer, index) }))
    : [{ item: value, pointer: from.pointer }];
  for (const { item, pointer } of items) {
    locations.setKey(list, String(list.length), { ...from, pointer });
    list.push(copyOf(item, locations));
  }
}

/** Copies the value for each location, so that a later action changes only one of them. */
function copyOf(value: unknown, locations: NodeLocations<Source>): unknown {
  if (isScalar(value)) return value;
  const copy = Array.isArray(value)
    ? value.map((item) => copyOf(item, locations))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, copyOf(child, locations)]),
      );
  locations.copy(value, copy);
  return copy;
}

function parentOf(document: object, keys: Keys): object {
  return keys.slice(0, -1).reduce<object>((node, key) => Object(Reflect.get(node, key)), document);
}

function isScalar(value: unknown): value is string | number | boolean | null | undefined {
  return typeof value !== "object" || value === null;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isScalar(value) ? "a single value" : "an object";
}

type Json = Parameters<typeof paths>[0];

function toJson(document: object): Json {
  // A parsed YAML or JSON document contains only JSON values.
  return document as Json;
}
