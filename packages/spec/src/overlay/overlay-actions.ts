import type { Source } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import { childPointer } from "../json/json-pointer.ts";
import { SpecError } from "../problem/spec-error.ts";
import type { NodeLocation } from "../source/node-locations.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

/** What an action does to its target. */
export type OverlayChange =
  | { readonly kind: "remove" }
  /** Merges or appends a value that is written in the overlay. */
  | { readonly kind: "update"; readonly value: unknown }
  /** Merges or appends the one node that a JSONPath expression selects in the document. */
  | { readonly kind: "copy"; readonly from: string };

/** One change of an Overlay document, and where it is written. */
export interface OverlayAction {
  /** JSONPath expression. */
  readonly target: string;
  readonly change: OverlayChange;
  readonly location: NodeLocation<Source>;
}

/**
 * Returns the actions of an Overlay 1.0 or 1.1 document, each with one change and a reason for it.
 *
 * @throws SpecError when the file is not an overlay, or an action is malformed or has no reason.
 */
export function overlayActions({ source, parsed }: ParsedFile): OverlayAction[] {
  const root: NodeLocation<Source> = { source, pointer: "#/" };
  if (!isObject(parsed) || !/^1\.[01]\.\d+$/.test(String(parsed.overlay))) {
    throw overlayError(root, "The file is not an Overlay 1.0 or 1.1 document.", {
      remedy: "Begin it with `overlay: 1.0.0`.",
    });
  }
  if (!Array.isArray(parsed.actions)) {
    throw overlayError(root, "The overlay has no list of `actions`.", {
      remedy: "Add `actions`, or delete the file.",
    });
  }
  const canCopy = !/^1\.0\./.test(String(parsed.overlay));
  return parsed.actions.map((action: unknown, index) =>
    toAction(action, { location: { source, pointer: `#/actions/${index}` }, canCopy }),
  );
}

function toAction(
  action: unknown,
  { location, canCopy }: { location: NodeLocation<Source>; canCopy: boolean },
): OverlayAction {
  if (!isObject(action) || typeof action.target !== "string") {
    throw overlayError(location, "The overlay action has no `target`.", {
      remedy: "Give it a JSONPath expression, such as `$.paths['/users'].get`.",
    });
  }
  const { target, description, update, copy } = action;
  if (typeof description !== "string" || description.trim() === "") {
    throw overlayError(location, `The overlay action on ${target} gives no reason.`, {
      remedy: "Explain in its `description` why the document must change.",
    });
  }
  const at = { ...location, pointer: childPointer(location.pointer, "copy") };
  if (copy !== undefined && !canCopy) {
    throw overlayError(at, "Overlay 1.0 has no `copy`.", {
      remedy: "Begin the overlay with `overlay: 1.1.0`.",
    });
  }
  if (copy !== undefined && typeof copy !== "string") {
    throw overlayError(at, "`copy` must be a JSONPath expression.", {
      remedy: "Select the node to copy, such as `$.paths['/users'].get`.",
    });
  }
  const changes: OverlayChange[] = [
    ...(action.remove === true ? [{ kind: "remove" } as const] : []),
    ...(update === undefined ? [] : [{ kind: "update", value: update } as const]),
    ...(copy === undefined ? [] : [{ kind: "copy", from: copy } as const]),
  ];
  const [change] = changes;
  if (change === undefined || changes.length > 1) {
    throw overlayError(
      location,
      `The overlay action on ${target} must do one of: update, copy, remove.`,
      { remedy: "Keep one of `update`, `copy` and `remove: true`." },
    );
  }
  return { target, change, location };
}

/** Returns an error at a location in the overlay. */
export function overlayError(
  location: NodeLocation<Source>,
  message: string,
  details: { remedy: string; cause?: unknown },
): SpecError {
  return new SpecError(message, {
    ...details,
    location: toSourceLocation(location, location.pointer),
  });
}

/** Returns the location of a field of an action. */
export function fieldOf({ location }: OverlayAction, field: string): NodeLocation<Source> {
  return { ...location, pointer: childPointer(location.pointer, field) };
}
