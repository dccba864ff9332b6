/** A value to write, as a word declares it. */
export interface Assignment {
  /** JSON pointer of its place. */
  readonly at: string;
  /** A template, if it is a string; see `fill-template.ts`. */
  readonly value: unknown;
  /** Name of another resource, whose record with the same ID gets it. */
  readonly resource?: string;
  /** JSON Schema that the request body must match. */
  readonly when?: unknown;
  /** States of the record in which it is written. */
  readonly in?: readonly string[];
  /** Whether the value is added to a list, or removed from it, instead of taking the place. */
  readonly do?: "add" | "remove";
  /** Whether the record keeps a value of an answer. */
  readonly keep?: boolean;
}

/** How well the provider's documentation supports a declaration. */
export type Evidence = "documented" | "sample" | "assumed";

/** What brings about a move without a call of the integrator. */
export type Actor = "person" | "provider" | "time";

/** A state of a lifecycle. */
export interface StateWord {
  readonly final?: boolean;
  readonly sets?: readonly Assignment[];
}

/** A move from one state to another. */
export interface MoveWord {
  readonly from: readonly string[];
  readonly to: string;
  readonly by?: Actor;
  /** Seconds in the state, for a move by time. */
  readonly after?: number;
  /** JSON pointer of the time in the record, for a move by time. */
  readonly at?: string;
  readonly events?: readonly string[];
  readonly sets?: readonly Assignment[];
  /** A move of the other records that have the same value at a JSON pointer. */
  readonly others?: { readonly match: string; readonly move: string };
  readonly evidence: Evidence;
}

/** The lifecycle of a resource. */
export interface LifecycleWord {
  readonly state?: string;
  readonly initial: string;
  readonly states: Readonly<Record<string, StateWord>>;
  readonly moves: Readonly<Record<string, MoveWord>>;
}

/** The end user's page of a resource. */
export interface PageWord {
  readonly link?: string;
  readonly subject?: string;
  readonly return?: { readonly url: string; readonly query?: Readonly<Record<string, string>> };
}

/** How records of a resource receive webhooks. */
export interface ReceiverWord {
  readonly url: string;
  readonly events?: string;
  readonly enabled?: { readonly at: string; readonly value: unknown };
  readonly secret?: string;
  /** Secret before the last rotation, and until when it signs too. */
  readonly previous?: { readonly secret: string; readonly until: string };
}

/** A resource in `x-countersign-resources`. */
export interface ResourceDeclaration {
  readonly id?: string;
  readonly lifecycle?: LifecycleWord;
  readonly page?: PageWord;
  readonly receiver?: ReceiverWord;
}

/** What an operation does with a resource. */
export type Action =
  | "create"
  | "ensure"
  | "read"
  | "list"
  | "update"
  | "replace"
  | "delete"
  | "open"
  | "none";

/** In which states an operation is refused, and with which documented example or status. */
export interface RefusalWord {
  /** Names of states; `none` stands for no record, `*` for a record in any state. */
  readonly in: readonly string[];
  readonly with: string | number;
  /** The documented message, where no example shows it. */
  readonly message?: string;
}

/** The moves that a list in the body names. */
export interface ListedMovesWord {
  /** JSON pointer of the list in the body. */
  readonly of: string;
  /** JSON pointer of the name within an item of the list. */
  readonly by: string;
  /** Moves by the names in the list; of several, the first that is possible. */
  readonly are: Readonly<Record<string, string | readonly string[]>>;
}

/** How an operation finds the record that it is about. */
export interface Selection {
  /** Where the request has the value: `/path/…`, `/query/…`, `/body/…` or `/credential/…`. */
  readonly by?: string;
  /** JSON pointer of the value in the record, of which the newest that has it is meant. Default: the ID. */
  readonly match?: string;
  /** States in which the record must be. */
  readonly in?: readonly string[];
}

/** A record whose values a new record begins with. */
export interface CopiesWord extends Selection {
  readonly resource?: string;
  readonly when?: unknown;
  readonly refusals?: readonly RefusalWord[];
}

/** `x-countersign-resource` of an operation or of a webhook's operation. */
export interface ResourceWord extends Selection {
  readonly name?: string;
  readonly action?: Action;
  readonly record?: string | false;
  readonly body?: string | false;
  /** Name of a resource that must have a record with the same ID. */
  readonly of?: string;
  readonly copies?: CopiesWord;
  /** The move that it makes; of several, the first that is possible. `none` stands for no move. */
  readonly move?: string | readonly string[];
  readonly moves?: ListedMovesWord;
  readonly events?: readonly string[];
  readonly refusals?: readonly RefusalWord[];
  readonly sets?: readonly Assignment[];
  readonly issues?: {
    readonly credential: string;
    readonly at: string;
    /** Seconds until it is accepted no longer. */
    readonly expires?: number;
  };
}
