import type { Cursor } from "../openapi/cursor.ts";

/** Returns the names in a message's tokens of one kind, each with the node that contains it. */
export function namesIn(
  cursor: Cursor,
  kind: "body" | "credential" | "header",
): [string, Cursor][] {
  return cursor
    .at("message")
    .items()
    .flatMap((part) =>
      [...part.string().matchAll(new RegExp(`\\{${kind}:([^{}]+)\\}`, "g"))].map(
        ([, name = ""]): [string, Cursor] => [name, part],
      ),
    );
}

/** Returns whether two header names are the same, ignoring case. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
