import MiniSearch from "minisearch";
import type { SearchEntry, SearchKind } from "../search/search-entry.ts";

/** What is looked for comes before what it consists of. */
const WEIGHTS: Readonly<Record<SearchKind, number>> = {
  operation: 1.5,
  event: 1.3,
  guide: 1.3,
  schema: 1,
  field: 1,
};

/** More hits than one reads are no help. */
export const MOST_HITS = 40;

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
    // As it is typed, or else by the words of the names in it.
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
          return WEIGHTS[kind] * (name.toLowerCase() === wanted ? 8 : 1);
        },
      },
    );
    return hits.slice(0, MOST_HITS).map(({ id }) => entries[Number(id)] as SearchEntry);
  };
}

function plainWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}

/** Splits names at their capitals: `createKycInquiry` is found by "kyc inquiry". */
function pieces(text: string): string[] {
  return plainWords(text).flatMap((word) =>
    word.split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/),
  );
}

/** What a text is found by: its names whole, and the words in them. */
function words(text: string): string[] {
  return [...new Set([...plainWords(text), ...pieces(text)])];
}
