/** Where the description of a behaviour comes from: words of the documentation, sample code or data, or an assumption. */
export type BehaviorEvidence = "documented" | "sample" | "assumed";

/** The value of `x-countersign-resources`: what the sandbox keeps about each resource, by name. */
export type Resources = Readonly<Record<string, Resource>>;

/** What the sandbox keeps about one kind of resource. Locations in its records are JSON pointers. */
export interface Resource {
  /** Location of the ID. Default: `/id`, or the property that the paths suggest. */
  readonly id?: string;
  readonly lifecycle?: Lifecycle;
  /** The end user's page of a resource that has a lifecycle. */
  readonly page?: Page;
  /** Makes the records receivers of webhooks. */
  readonly receiver?: Receiver;
}

/** The states of a record, and the moves between them. */
export interface Lifecycle {
  /** Location of the name of the state. */
  readonly state?: string;
  readonly initial: string;
  readonly states: Readonly<Record<string, State>>;
  readonly moves: Readonly<Record<string, Move>>;
}

/** A state of a record. */
export interface State {
  /** Whether a verification in this state is over. Default: whether no move leads out of it. */
  readonly final?: boolean;
  /** What a record gets when it enters the state. */
  readonly sets?: readonly Assignment[];
}

/** Who makes a move without a call of the integrator. */
export type Actor = "person" | "provider" | "time";

/** A change from one of several states to another. */
export interface Move {
  readonly from: readonly string[];
  readonly to: string;
  /** Without it, only operations that name the move make it. */
  readonly by?: Actor;
  /** Of a move by time: seconds since the record was created or last moved. */
  readonly after?: number;
  /** Of a move by time: location of the time, a date-time of RFC 3339. */
  readonly at?: string;
  /** Names of the webhooks that are sent, in order. */
  readonly events?: readonly string[];
  readonly sets?: readonly Assignment[];
  /** A move of the other records that have the same value at a location. */
  readonly others?: { readonly match: string; readonly move: string };
  readonly evidence: BehaviorEvidence;
}

/** A value, and where it is written. Its strings can have templates, such as `{now}`. */
export interface Assignment {
  readonly at: string;
  readonly value: unknown;
  /** Adds the value to a list, or removes it, instead of replacing what is there. */
  readonly do?: "add" | "remove";
  /** States of the record in which it is written. */
  readonly in?: readonly string[];
  /** JSON Schema of the request bodies for which it is written. */
  readonly when?: object | boolean;
  /** Another resource, whose record with the same ID gets the value. */
  readonly resource?: string;
  /** Of a response's value: the record keeps it. */
  readonly keep?: true;
}

/** The page that replaces the provider's own, on which an end user is verified. */
export interface Page {
  /** Template of links to the provider's page. */
  readonly link?: string;
  /** Location of what identifies the end user. */
  readonly subject?: string;
  readonly return?: {
    readonly url: string;
    /** Templates of the parameters that are added to the URL, by name. */
    readonly query?: Readonly<Record<string, string>>;
  };
  readonly evidence: BehaviorEvidence;
}

/** Where a record says where and when webhooks are sent. */
export interface Receiver {
  readonly url: string;
  readonly events?: string;
  readonly enabled?: { readonly at: string; readonly value: unknown };
  readonly secret?: string;
  /** Location of the time until which the secret before signs as well. */
  readonly oldSecretUntil?: string;
}

/** The value of `x-countersign-resource`: a resource's name, what the operation does with it, or false for nothing. */
export type ResourceWord = string | false | ResourceUse;

/** What an operation does with a record. */
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

/** How an operation finds a record. */
export interface Selection {
  /** Location of the ID in the request: begins with `/path`, `/query`, `/body` or `/credential`. */
  readonly by?: string;
  /** Location in the record of the value that the request names, if it is not the ID. */
  readonly match?: string;
  /** States in which the record must be. */
  readonly in?: readonly string[];
}

/** What an operation, or an event, does with a resource. What is undefined is inferred. */
export interface ResourceUse extends Selection {
  readonly name?: string;
  readonly action?: Action;
  /** Location of the record, or of a list's items, in the response or the event. */
  readonly record?: string | false;
  /** Location of what is kept of the request body. */
  readonly body?: string | false;
  /** Another resource, which must have a record with the same ID before one is created. */
  readonly of?: string;
  readonly copies?: Copies;
  readonly creates?: CreatedBeside;
  /** The move that it makes; of several, the first that is possible. `none` stands for no move. */
  readonly move?: string | readonly string[];
  readonly moves?: ListedMoves;
  /** Names of the webhooks that are sent, in order. */
  readonly events?: readonly string[];
  readonly refusals?: readonly StateRefusal[];
  readonly sets?: readonly Assignment[];
  /** A credential that the response issues. `expires` is in seconds. */
  readonly issues?: {
    readonly credential: string;
    readonly at: string;
    readonly expires?: number;
  };
}

/** A record whose values a new record begins with. */
export interface Copies extends Selection {
  readonly by: string;
  readonly resource?: string;
  readonly refusals?: readonly StateRefusal[];
}

/**
 * A record of another resource that is created with a new one, unless one has the value that the request names. The new
 * record shows its ID.
 */
export interface CreatedBeside {
  readonly resource: string;
  /** Location of its ID in the response. */
  readonly at: string;
  /** Location in the request of a value that it has: begins with `/path`, `/query`, `/body` or `/credential`. */
  readonly by?: string;
  /** Location of that value in the record of the other resource. */
  readonly match?: string;
  /** JSON Schema of the request bodies for which it is created. */
  readonly when?: object | boolean;
}

/** Moves that the items of a list in the request body name. */
export interface ListedMoves {
  /** Location of the list in the body. */
  readonly of: string;
  /** Location of the name in an item. */
  readonly by: string;
  /** Moves by these names; of several, the first that is possible. */
  readonly are: Readonly<Record<string, string | readonly string[]>>;
}

/** In which states an operation is refused, and with which example or status. */
export interface StateRefusal {
  /** Names of states; `*` is every state, `none` is no record. */
  readonly in: readonly string[];
  readonly with: string | number;
  /** The documented message, where no example shows it. */
  readonly message?: string;
  readonly evidence: BehaviorEvidence;
}

/** The value of `x-countersign-filter`: which records a parameter selects. Default of `compare`: `equal`. */
export interface Filter {
  readonly at: string;
  readonly compare?: "equal" | "in" | "from" | "to" | "contains";
}

/** The value of `retries` in `x-countersign-webhooks`. Times are in seconds. */
export interface Retries {
  readonly delays: readonly number[];
  readonly timeout?: number;
  readonly evidence: BehaviorEvidence;
}

/** The value of `x-countersign-rate-limit`: the requests that an account may send in a window, which is in seconds. */
export interface RateLimit {
  readonly limit: number;
  readonly window: number;
  /** Names of the response headers that show it. */
  readonly headers?: {
    readonly limit?: string;
    readonly remaining?: string;
    readonly reset?: string;
  };
  readonly evidence: BehaviorEvidence;
}
