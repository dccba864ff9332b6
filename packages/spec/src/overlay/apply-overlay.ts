import type { Source } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import { toPointer } from "../json/json-pointer.ts";
import type { NodeLocations } from "../source/node-locations.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import { fieldOf, type OverlayAction, overlayActions, overlayError } from "./overlay-actions.ts";
import { type Keys, nodeOf, parentOf, selectNodes } from "./select-nodes.ts";
import { append, copyOf, kindOf, mergeInto, setKey, type Written } from "./write-value.ts";

/**
 * Applies an OpenAPI Overlay (1.0 or 1.1: `update`, `copy` and `remove`) to a document, in place.
 *
 * The specification ignores an action that matches nothing; this function throws, so that we notice when
 * upstream fixes or renames what an action corrects.
 *
 * @throws SpecError when an action is malformed, has no reason, matches nothing, or copies other than one node.
 * @see https://spec.openapis.org/overlay/v1.1.0.html
 */
export function applyOverlay(
  document: object,
  overlay: ParsedFile,
  locations: NodeLocations<Source>,
): void {
  for (const action of overlayActions(overlay)) {
    const targets = selectNodes(document, action, { expression: action.target, field: "target" });
    if (targets.length === 0) {
      throw overlayError(
        action.location,
        `The overlay action on ${action.target} matches nothing.`,
        {
          remedy: "Correct its target, or delete the action if upstream no longer needs it.",
        },
      );
    }
    if (action.change.kind === "remove") {
      removeAll(document, targets, action);
      continue;
    }
    assertOneKind(document, targets, action);
    const written =
      action.change.kind === "update"
        ? { value: action.change.value, from: fieldOf(action, "update"), locations }
        : copied(document, { action, expression: action.change.from, locations });
    for (const keys of targets) updateNode(document, keys, written);
  }
}

/** Returns the node that an action copies, as it is before the action, and where it is written. */
function copied(
  document: object,
  {
    action,
    expression,
    locations,
  }: { action: OverlayAction; expression: string; locations: NodeLocations<Source> },
): Written {
  const [keys, ...others] = selectNodes(document, action, { expression, field: "copy" });
  if (keys === undefined || others.length > 0) {
    const found = keys === undefined ? "nothing" : `${others.length + 1} nodes`;
    throw overlayError(
      fieldOf(action, "copy"),
      `The overlay action on ${action.target} copies ${expression}, which matches ${found}.`,
      { remedy: "Select exactly one node, such as `$.paths['/users'].get`." },
    );
  }
  const pointer = `#${toPointer(keys.map(String)) || "/"}`;
  const copiedBy = fieldOf(action, "copy");
  const from = locations.locate(document, pointer) ?? copiedBy;
  // A snapshot, because the first target may contain the node, or be a part of it.
  return { value: copyOf(nodeOf(document, keys), locations), from, copiedBy, locations };
}

/** Checks that a change fits all its targets: OpenAPI Overlay 1.1, Action Object. */
function assertOneKind(document: object, targets: readonly Keys[], action: OverlayAction): void {
  const kinds = [...new Set(targets.map((keys) => kindOf(nodeOf(document, keys))))];
  if (kinds.length < 2) return;
  throw overlayError(
    fieldOf(action, "target"),
    `The overlay action on ${action.target} matches nodes of several kinds: ${kinds.join(", ")}.`,
    { remedy: "Write one action for each kind." },
  );
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

function updateNode(document: object, keys: Keys, written: Written): void {
  const { value } = written;
  const node = nodeOf(document, keys);
  if (Array.isArray(node)) {
    append(node, written);
  } else if (keys.length === 0 && isObject(value)) {
    mergeInto(document, { ...written, value });
  } else {
    setKey(parentOf(document, keys), String(keys.at(-1) ?? ""), written);
  }
}
