/** What search finds. */
export type SearchKind = "operation" | "event" | "schema" | "field" | "guide";

/** One thing that search finds: its kind, name, what is said beside it, and its address from the site's root. */
export type SearchEntry = readonly [
  kind: SearchKind,
  name: string,
  detail: string,
  address: string,
];
