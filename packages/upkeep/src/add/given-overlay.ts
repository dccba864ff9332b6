import { isDeepStrictEqual } from "node:util";
import { isObject } from "@countersign/spec/json";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { parseText } from "@countersign/spec/source";

/** An overlay that a person passes for a new provider. */
export interface GivenOverlay {
  readonly text: string;
  /** Its path, for messages. */
  readonly origin: string;
  /** Its version of the Overlay Specification: `1.1.0`. */
  readonly version: string;
  /** Its actions, as written. */
  readonly actions: readonly Readonly<Record<string, unknown>>[];
  /** Its lines, if further actions can be added after them; undefined if its layout does not allow that. */
  readonly openLines: readonly string[] | undefined;
  /** Indentation of its actions. */
  readonly openIndent: string;
}

/**
 * Returns an overlay whose actions come before those that `add` proposes.
 *
 * @throws SpecError when the text is not an overlay with a list of actions. Its actions are checked when they are
 * applied.
 */
export function toGivenOverlay(text: string, origin: string): GivenOverlay {
  const { parsed } = parseText(text, origin);
  const { overlay, actions } = isObject(parsed) ? parsed : {};
  if (typeof overlay !== "string" || !Array.isArray(actions) || !actions.every(isObject)) {
    throw new SpecError("The file is not an overlay with a list of `actions`.", {
      location: { file: displayPath(origin) },
      remedy: "Begin it with `overlay: 1.0.0`, and list its actions below `actions`.",
    });
  }
  return { text, origin, version: overlay, actions, ...openEnd(text, parsed) };
}

/** An action that is added only to see whether the layout allows it. */
const PROBE = { target: "$", remove: true };

/** Returns the lines of a file that ends in a YAML list of actions, so that more can follow. */
function openEnd(text: string, parsed: unknown): Pick<GivenOverlay, "openLines" | "openIndent"> {
  const openLines = text
    .replace(/^\ufeff/, "")
    .trimEnd()
    .split(/\r?\n/);
  const [, openIndent = "  "] = /^actions:[^\n]*\n(?:\s*#[^\n]*\n|\s*\n)*( *)- /m.exec(text) ?? [];
  const probed = [...openLines, `${openIndent}- target: $`, `${openIndent}  remove: true`];
  try {
    const after: unknown = parseText(probed.join("\n"), "overlay.yaml").parsed;
    const wanted = isObject(parsed) && { ...parsed, actions: [...list(parsed.actions), PROBE] };
    if (isDeepStrictEqual(after, wanted)) return { openLines, openIndent };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
  }
  return { openLines: undefined, openIndent: "  " };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
