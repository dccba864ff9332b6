/** Where the description of a behaviour comes from: words of the documentation, sample code or data, or an assumption. */
export type BehaviorEvidence = "documented" | "sample" | "assumed";

/** The value of `x-countersign-resources`: what the sandbox keeps about each resource, by name. */
export type Resources = Readonly<Record<string, Resource>>;

/** What the sandbox keeps about one kind of resource. Locations in its records are JSON pointers. */
export interface Resource {
  /** Location of the ID. Default: `/id`. */
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
  readonly moves?: Readonly<Record<string, Move>>;
}

/** A state of a record. */
export interface State {
  readonly final?: true;
  /** What a record gets when it enters the state. */
  readonly sets?: readonly RecordAssignment[];
}

/** A change from one of several states to another. */
export interface Move {
  readonly from: readonly string[];
  readonly to: string;
  /** Without it, only operations that name the move make it. */
  readonly by?: "person" | "provider" | "time";
  /** Of a move by time: seconds since the record was created or last moved. */
  readonly after?: number;
  /** Of a move by time: location of the time, a date-time of RFC 3339. */
  readonly at?: string;
  /** Names of the webhooks that are sent, in order. */
  readonly events?: readonly string[];
  readonly sets?: readonly RecordAssignment[];
  readonly evidence: BehaviorEvidence;
}

/** A value, and its location in a record. Strings have templates, such as `{now}`. */
export interface RecordAssignment {
  readonly at: string;
  readonly value: unknown;
  /** Another resource, whose record with the same ID gets the value. */
  readonly resource?: string;
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

/** What an operation does with a resource. What is undefined is inferred. */
export interface ResourceUse {
  readonly name: string;
  readonly action?: "create" | "read" | "list" | "update" | "replace" | "delete" | "open" | "none";
  /** Location of the record, or of a list's items, in the response or the event. */
  readonly record?: string | false;
  /** Location of what is kept of the request body. */
  readonly body?: string | false;
  /** Location of the ID in the request: begins with `/path`, `/query`, `/body` or `/credential`. */
  readonly by?: string;
  readonly move?: string | readonly string[];
  readonly refusals?: readonly StateRefusal[];
  readonly sets?: readonly ResponseAssignment[];
  readonly issues?: { readonly credential: string; readonly at: string };
}

/** In which states an operation is refused, and with which example or status. */
export interface StateRefusal {
  /** Names of states; `*` is every state, `none` is no record. */
  readonly in: readonly string[];
  readonly with: string | number;
  readonly evidence: BehaviorEvidence;
}

/** A value of a response, and its location there. */
export interface ResponseAssignment {
  readonly at: string;
  readonly value: unknown;
  /** JSON Schema of the request bodies that it is for. */
  readonly when?: object | boolean;
  /** The record keeps the value. */
  readonly keep?: true;
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
