import type { Source } from "@redocly/openapi-core";
import { isObject } from "../json/is-object.ts";
import { SpecError } from "../problem/spec-error.ts";
import type { NodeLocation } from "../source/node-locations.ts";
import type { ParsedFile } from "../source/parse-file.ts";
import { toSourceLocation } from "../source/to-source-location.ts";

/** One change of an Overlay document, and where it is written. */
export interface OverlayAction {
  /** JSONPath expression. */
  readonly target: string;
  /** Whether to remove the target; otherwise `update` contains the change. */
  readonly remove: boolean;
  readonly update: unknown;
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
  return parsed.actions.map((action: unknown, index) =>
    toAction(action, { source, pointer: `#/actions/${index}` }),
  );
}

function toAction(action: unknown, location: NodeLocation<Source>): OverlayAction {
  if (!isObject(action) || typeof action.target !== "string") {
    throw overlayError(location, "The overlay action has no `target`.", {
      remedy: "Give it a JSONPath expression, such as `$.paths['/users'].get`.",
    });
  }
  const { target, description, update } = action;
  if (typeof description !== "string" || description.trim() === "") {
    throw overlayError(location, `The overlay action on ${target} gives no reason.`, {
      remedy: "Explain in its `description` why the document must change.",
    });
  }
  const remove = action.remove === true;
  if (remove === (update !== undefined)) {
    throw overlayError(location, `The overlay action on ${target} must either update or remove.`, {
      remedy: "Keep one of `update` and `remove: true`.",
    });
  }
  return { target, remove, update, location };
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
