import { type Kind, policyOf } from "./policy.ts";
import type { Rating } from "./rating.ts";

/** One difference between two documents, as users of a client see it. */
export interface Change {
  readonly kind: Kind;
  readonly rating: Rating;
  /** Name of the operation's method, where the change is of one operation alone. */
  readonly operation?: string;
  /** Where in the document: in the new one, or where it is gone in the old one. */
  readonly pointer: string;
  /** One sentence in plain text; names stand between backquotes. */
  readonly message: string;
  /** What users do about it. */
  readonly adapt?: string;
}

/** What a change belongs to: `operation GET /users`, `schema User`, `servers`. */
export type Unit = string;

/** Collects changes, rates them by the policy, and knows which parts of a document they explain. */
export class Changes {
  readonly #found: Change[] = [];
  readonly #units = new Set<Unit>();

  /** Adds a change; `units` are the parts of the old and the new document that it explains. */
  add(
    kind: Kind,
    details: { units: readonly Unit[]; operation?: string; pointer: string; message: string },
  ): void {
    const { units, ...rest } = details;
    const { rating, adapt } = policyOf(kind);
    for (const unit of units) this.#units.add(unit);
    const known = this.#found.some((each) => each.kind === kind && each.message === rest.message);
    if (!known) this.#found.push({ kind, rating, ...rest, ...(adapt !== undefined && { adapt }) });
  }

  /** Tells whether a change of a part has been found. */
  explains(unit: Unit): boolean {
    return this.#units.has(unit);
  }

  /** Tells whether a change of one of these kinds has been found. */
  hasAny(kinds: ReadonlySet<Kind>): boolean {
    return this.#found.some(({ kind }) => kinds.has(kind));
  }

  /** Returns what was found, in the order of finding. */
  all(): readonly Change[] {
    return this.#found;
  }
}
