import { paths } from "jsonpath-rfc9535";
import parseJsonPath from "jsonpath-rfc9535/parser";
import type { Source } from "@redocly/openapi-core";
import { SpecError } from "../spec-error.ts";
import { childPointer } from "./json-pointer.ts";
import type { Place, Places } from "./places.ts";
import { type ParsedFile, toSpecPlace } from "./redocly.ts";

/** One change of an Overlay document, with the place where it is written. */
interface Action {
  readonly target: string;
  readonly remove: boolean;
  readonly update: unknown;
  readonly place: Place<Source>;
}

type Keys = readonly (string | number)[];

/**
 * Applies an OpenAPI Overlay (1.0 or 1.1: `update` and `remove`) to a document, in place.
 *
 * Unlike the specification, which lets an action without a match pass, this fails: an upstream that
 * mends or renames what an action corrects must be noticed.
 *
 * @throws SpecError when an action is malformed, has no reason, or matches nothing.
 * @see https://spec.openapis.org/overlay/v1.0.0.html
 */
export function applyOverlay(document: object, overlay: ParsedFile, places: Places<Source>): void {
  for (const action of overlayActions(overlay)) {
    const targets = select(document, action);
    if (targets.length === 0) {
      throw failure(action.place, `The overlay action on ${action.target} matches nothing.`, {
        remedy: "Correct its target, or delete the action if upstream no longer needs it.",
      });
    }
    if (action.remove) removeAll(document, targets);
    else for (const keys of targets) updateNode({ document, keys, action, places });
  }
}

function overlayActions({ source, parsed }: ParsedFile): Action[] {
  const root: Place<Source> = { source, pointer: "#/" };
  if (!isObject(parsed) || !/^1\.[01]\.\d+$/.test(String(parsed.overlay))) {
    throw failure(root, "The file is not an Overlay 1.0 or 1.1 document.", {
      remedy: "Begin it with `overlay: 1.0.0`.",
    });
  }
  if (!Array.isArray(parsed.actions)) {
    throw failure(root, "The overlay has no list of `actions`.", {
      remedy: "Add `actions`, or delete the file.",
    });
  }
  return parsed.actions.map((action: unknown, index) =>
    toAction(action, { source, pointer: `#/actions/${index}` }),
  );
}

function toAction(action: unknown, place: Place<Source>): Action {
  if (!isObject(action) || typeof action.target !== "string") {
    throw failure(place, "The overlay action has no `target`.", {
      remedy: "Give it a JSONPath expression, as `$.paths['/users'].get`.",
    });
  }
  if (typeof action.description !== "string" || action.description.trim() === "") {
    throw failure(place, `The overlay action on ${action.target} gives no reason.`, {
      remedy: "Say in its `description` why the document is changed.",
    });
  }
  const remove = action.remove === true;
  if (remove === (action.update !== undefined)) {
    throw failure(place, `The overlay action on ${action.target} must either update or remove.`, {
      remedy: "Keep one of `update` and `remove: true`.",
    });
  }
  return { target: action.target, remove, update: action.update, place };
}

function select(document: object, action: Action): Keys[] {
  try {
    return [...new Set(paths(toJson(document), action.target))].map(normalizedPathKeys);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw failure(action.place, `The target ${action.target} is not valid JSONPath: ${reason}.`, {
      remedy: "Write it as RFC 9535 says; names with dots or slashes go into ['…'].",
      cause,
    });
  }
}

function normalizedPathKeys(path: string): Keys {
  return parseJsonPath(path).segments.flatMap(({ node }) => {
    if (node.type !== "BracketedSelection") return [];
    return node.selectors.flatMap((selector) =>
      selector.type === "NameSelector" || selector.type === "IndexSelector" ? [selector.value] : [],
    );
  });
}

function removeAll(document: object, targets: Keys[]): void {
  // From the last index down, so that a removal does not shift the ones still to come.
  const ordered = [...targets].sort((a, b) => Number(b.at(-1)) - Number(a.at(-1)) || 0);
  for (const keys of ordered) {
    const parent = nodeByKeys(document, keys.slice(0, -1));
    const last = keys.at(-1);
    if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else if (isObject(parent) && last !== undefined) delete parent[last];
  }
}

interface Update {
  readonly document: object;
  readonly keys: Keys;
  readonly action: Action;
  readonly places: Places<Source>;
}

function updateNode({ document, keys, action, places }: Update): void {
  const node = nodeByKeys(document, keys);
  const from: Place<Source> = {
    source: action.place.source,
    pointer: childPointer(action.place.pointer, "update"),
  };
  const value = copyOf(action.update, places);
  if (Array.isArray(node)) {
    node.push(...(Array.isArray(value) ? value : [value]));
  } else if (isObject(node) && isObject(value)) {
    merge({ node, value, from, places });
  } else if (isObject(node)) {
    throw failure(from, `The update of ${action.target} is not an object, but its target is.`, {
      remedy: "Update the parent instead, or give an object to merge.",
    });
  } else {
    const parent = nodeByKeys(document, keys.slice(0, -1));
    const last = keys.at(-1);
    if (last === undefined || !isObject(parent)) return;
    parent[last] = value;
    places.setKey(parent, String(last), from);
  }
}

interface Merge {
  readonly node: Record<string | number, unknown>;
  readonly value: Record<string | number, unknown>;
  readonly from: Place<Source>;
  readonly places: Places<Source>;
}

function merge({ node, value, from, places }: Merge): void {
  for (const [key, source] of Object.entries(value)) {
    const existing = node[key];
    const at = { ...from, pointer: childPointer(from.pointer, key) };
    if (Array.isArray(existing) && Array.isArray(source)) {
      existing.push(...source);
    } else if (isObject(existing) && isObject(source)) {
      merge({ node: existing, value: source, from: at, places });
    } else {
      node[key] = source;
      places.setKey(node, key, at);
    }
  }
}

function copyOf(value: unknown, places: Places<Source>): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => copyOf(item, places));
    places.copy(value, items);
    return items;
  }
  if (!isObject(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, copyOf(child, places)]),
  );
  places.copy(value, copy);
  return copy;
}

function nodeByKeys(root: unknown, keys: Keys): unknown {
  return keys.reduce<unknown>(
    (node, key) => (typeof node === "object" && node !== null ? Reflect.get(node, key) : undefined),
    root,
  );
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Json = Parameters<typeof paths>[0];

function toJson(document: object): Json {
  // A parsed YAML or JSON document holds nothing but JSON values.
  return document as Json;
}

function failure(
  place: Place<Source>,
  message: string,
  details: { remedy: string; cause?: unknown },
): SpecError {
  return new SpecError(message, { ...details, place: toSpecPlace(place, place.pointer) });
}
