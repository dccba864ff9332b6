/** What a person can choose on the page of a verification. */
export interface Outcome {
  /** Name of the state that it leads to. */
  readonly state: string;
  /** What happens, in plain words. */
  readonly label: string;
  readonly tone: Tone;
}

/** Whether an outcome is good or bad news for the person; `open` is neither yet, `plain` is no decision. */
export type Tone = "good" | "open" | "bad" | "plain";

/** Common names of states, as one word list, in the order in which outcomes are shown. */
const KNOWN: readonly (readonly [words: RegExp, label: string, tone: Tone])[] = [
  [/^(approved|accepted|active|passed|valid|verified)$/, "Approve", "good"],
  [/^(completed?|finished|submitted)$/, "Complete", "good"],
  [/^(\w+ )?review$/, "Send to review", "open"],
  [/^(declined|denied)$/, "Decline", "bad"],
  [/^(refused|rejected)$/, "Reject", "bad"],
  [/^failed$/, "Fail", "bad"],
  [/^expired$/, "Let it expire", "plain"],
  [/^cancell?ed$/, "Cancel", "plain"],
];

/** Returns the outcomes for states, decisions first. No two have the same label. */
export function toOutcomes(states: readonly string[]): readonly Outcome[] {
  const rank = (state: string): number => {
    const index = KNOWN.findIndex(([words]) => words.test(toWords(state)));
    return index === -1 ? KNOWN.length : index;
  };
  const labels = new Set<string>();
  return [...states]
    .sort((one, other) => rank(one) - rank(other))
    .map((state) => {
      const [, known, tone = "plain"] = KNOWN[rank(state)] ?? [];
      const label = known === undefined || labels.has(known) ? `Move to ${toWords(state)}` : known;
      labels.add(label);
      return { state, label, tone };
    });
}

/** Returns the words of a state's name, such as `needs review` for `needs_review`, `NEEDS-REVIEW` and `needsReview`. */
function toWords(state: string): string {
  return state
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/[\s_.-]+/g, " ")
    .trim()
    .toLowerCase();
}
