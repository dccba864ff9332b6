import type { Cursor } from "../openapi/cursor.ts";

/** Returns the names in a message's tokens of a kind, with where each stands. */
export function namesIn(cursor: Cursor, kind: "credential" | "header"): [string, Cursor][] {
  return cursor
    .at("message")
    .items()
    .flatMap((part) =>
      [...part.text().matchAll(new RegExp(`\\{${kind}:([^{}]+)\\}`, "g"))].map(
        ([, name = ""]): [string, Cursor] => [name, part],
      ),
    );
}

/** Returns whether two names of headers, which are without regard to case, are the same. */
export function isSame(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
