import { type Kind, policyOf } from "./policy.ts";
import type { Rating } from "./rating.ts";

/** A difference between two documents as seen by users of a client. */
export interface Change {
  readonly kind: Kind;
  readonly rating: Rating;
  /** Name of the operation's method, if the change affects a single operation. */
  readonly operation?: string;
  /** What the change affects, if that is a single operation, event or named type. */
  readonly owner?: Owner;
  /** JSON pointer into the new document, or into the old one for something that was removed. */
  readonly pointer: string;
  /** One sentence of plain text, with names in backquotes. */
  readonly message: string;
  /** What users have to do about it. */
  readonly adapt?: string;
}

/** Something that a change affects. Its message has the name in backquotes. */
export interface Owner {
  readonly what: "operation" | "event" | "type";
  readonly name: string;
}

/** The part of a document that a change belongs to: `operation GET /users`, `schema User`, `#/servers`. */
export type Unit = string;

/** Collects changes, rates them by the policy, and keeps track of the parts of a document that they explain. */
export class Changes {
  readonly #found: Change[] = [];
  readonly #units = new Set<Unit>();

  /** Adds a change; `units` are the parts of the old and the new document that it explains. */
  add(
    kind: Kind,
    details: {
      units: readonly Unit[];
      operation?: string;
      /** Default: the operation. */
      owner?: Owner;
      pointer: string;
      message: string;
    },
  ): void {
    const { units, ...given } = details;
    const { operation } = given;
    const rest =
      operation === undefined || given.owner !== undefined
        ? given
        : { ...given, owner: { what: "operation" as const, name: operation } };
    const { rating, adapt } = policyOf(kind);
    for (const unit of units) this.#units.add(unit);
    const known = this.#found.some((each) => each.kind === kind && each.message === rest.message);
    if (!known) this.#found.push({ kind, rating, ...rest, ...(adapt !== undefined && { adapt }) });
  }

  /** Whether a change in a part has been found. */
  explains(unit: Unit): boolean {
    return this.#units.has(unit);
  }

  /** Whether a change of one of these kinds has been found. */
  hasAny(kinds: ReadonlySet<Kind>): boolean {
    return this.#found.some(({ kind }) => kinds.has(kind));
  }

  /** Returns all changes in the order in which they were found. */
  all(): readonly Change[] {
    return this.#found;
  }
}
