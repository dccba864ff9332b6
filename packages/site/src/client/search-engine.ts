import MiniSearch from "minisearch";
import type { SearchEntry, SearchKind } from "../search/search-entry.ts";

/** Ranks operations, events and guides above schemas and fields. */
const WEIGHTS: Readonly<Record<SearchKind, number>> = {
  operation: 1.5,
  event: 1.3,
  guide: 1.3,
  schema: 1,
  field: 1,
};

/** Maximum number of results. */
export const MAX_HITS = 40;

/** Returns the entries that match a query. */
export type Search = (query: string) => SearchEntry[];

/** Creates a search over entries; results are sorted by relevance. */
export function createSearch(entries: readonly SearchEntry[]): Search {
  const engine = new MiniSearch<{ id: number; name: string; detail: string }>({
    fields: ["name", "detail"],
    tokenize: words,
    processTerm: (term) => term.toLowerCase(),
  });
  engine.addAll(entries.map(([, name, detail], id) => ({ id, name, detail })));
  return (query) => {
    const exact = query.trim().toLowerCase();
    // Match the query as typed, or split into the words of its names.
    const forms = [plainWords(query), pieces(query)].map((queries) => ({
      combineWith: "AND" as const,
      queries,
    }));
    const hits = engine.search(
      { combineWith: "OR", queries: forms },
      {
        tokenize: plainWords,
        prefix: true,
        fuzzy: (term) => (term.length > 4 ? 0.2 : false),
        boost: { name: 3 },
        boostDocument: (id) => {
          const [kind, name] = entries[Number(id)] as SearchEntry;
          return WEIGHTS[kind] * (name.toLowerCase() === exact ? 8 : 1);
        },
      },
    );
    return hits.slice(0, MAX_HITS).map(({ id }) => entries[Number(id)] as SearchEntry);
  };
}

function plainWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Splits names at capital letters, so that "kyc inquiry" finds `createKycInquiry`. */
function pieces(text: string): string[] {
  return plainWords(text).flatMap((word) =>
    word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/),
  );
}

/** Returns the search terms of a text: whole names, and the words in them. */
function words(text: string): string[] {
  return [...new Set([...plainWords(text), ...pieces(text)])];
}
