import MiniSearch from "minisearch";
import type { SearchEntry, SearchKind } from "../search-entry.ts";

/** What is looked for comes before what it consists of. */
const WEIGHTS: Readonly<Record<SearchKind, number>> = {
  operation: 1.5,
  event: 1.3,
  guide: 1.3,
  schema: 1,
  field: 1,
};

/** Finds entries. */
export type Search = (query: string) => SearchEntry[];

/** Returns a search over entries, the best first. */
export function createSearch(entries: readonly SearchEntry[]): Search {
  const engine = new MiniSearch<{ id: number; name: string; detail: string }>({
    fields: ["name", "detail"],
    tokenize: words,
    processTerm: (term) => term.toLowerCase(),
  });
  engine.addAll(entries.map(([, name, detail], id) => ({ id, name, detail })));
  return (query) => {
    const wanted = query.trim().toLowerCase();
    const hits = engine.search(query, {
      tokenize: words,
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
      boost: { name: 3 },
      boostDocument: (id) => {
        const [kind, name] = entries[Number(id)] as SearchEntry;
        return WEIGHTS[kind] * (name.toLowerCase() === wanted ? 8 : 1);
      },
    });
    return hits.slice(0, 40).map(({ id }) => entries[Number(id)] as SearchEntry);
  };
}

/** Splits names as people type them: `createKycInquiry` is found by "kyc inquiry", and whole as well. */
export function words(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((part) => {
      const pieces = part.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/);
      return pieces.length > 1 ? [part, ...pieces] : pieces;
    })
    .filter((word) => word !== "");
}
