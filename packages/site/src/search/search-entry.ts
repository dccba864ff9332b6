/** The kind of a search entry. */
export type SearchKind = "operation" | "event" | "schema" | "field" | "guide";

/** A search entry: its kind, its name, a detail to show next to it, and its URL relative to the site. */
export type SearchEntry = readonly [kind: SearchKind, name: string, detail: string, url: string];
