import { paths } from "jsonpath-rfc9535";
import parseJsonPath from "jsonpath-rfc9535/parser";
import { fieldOf, type OverlayAction, overlayError } from "./overlay-actions.ts";

/** The keys that lead from the root to a node. */
export type Keys = readonly (string | number)[];

/**
 * Returns the nodes that a field of an action selects in a document, each once.
 *
 * @throws SpecError when the field is not a JSONPath expression.
 */
export function selectNodes(
  document: object,
  action: OverlayAction,
  { expression, field }: { readonly expression: string; readonly field: "target" | "copy" },
): Keys[] {
  try {
    return [...new Set(paths(toJson(document), expression))].map(normalizedPathKeys);
  } catch (cause) {
    const message = `The ${field} ${expression} is not valid JSONPath: ${syntaxReason(cause)}.`;
    throw overlayError(fieldOf(action, field), message, {
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

/** Returns the node at a path, which exists. */
export function nodeOf(document: object, keys: Keys): unknown {
  const key = keys.at(-1);
  return key === undefined ? document : Reflect.get(parentOf(document, keys), key);
}

/** Returns the object or list that contains the node at a path. */
export function parentOf(document: object, keys: Keys): object {
  return keys.slice(0, -1).reduce<object>((node, key) => Object(Reflect.get(node, key)), document);
}

type Json = Parameters<typeof paths>[0];

function toJson(document: object): Json {
  // A parsed YAML or JSON document contains only JSON values.
  return document as Json;
}
