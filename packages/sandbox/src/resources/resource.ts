import type { Cursor } from "@countersign/spec/openapi";
import type {
  Action,
  Resource as DeclaredResource,
  ResourceUse,
} from "@countersign/spec/vocabulary";
import type { Operation } from "../operations/read-operations.ts";
import type { RecordPlace } from "./record-place.ts";

/** Something that a provider keeps records of, such as inquiries. */
export interface Resource extends DeclaredResource {
  readonly name: string;
  /** JSON pointer of the ID within a record. */
  readonly idAt: string;
  /** Examples and schemas of its records: of the operation that creates them first. */
  readonly shapes: readonly RecordShape[];
}

/** How one response shows a record. */
export interface RecordShape {
  readonly schema: Cursor;
  readonly example: unknown;
}

/** What an operation does with a resource. */
export interface ResourceOperation {
  readonly operation: Operation;
  readonly resource: Resource;
  readonly action: Action;
  /** Where its response shows the record, or the list; undefined if it does not. */
  readonly place: RecordPlace | undefined;
  /** JSON pointer of the part of the request body that is kept; undefined if nothing is. */
  readonly bodyAt: string | undefined;
  /** Schema of that part. */
  readonly sentSchema: Cursor | undefined;
  /** Where the request has the ID: `/path/…`, `/query/…`, `/body/…` or `/credential/…`; undefined for a new ID. */
  readonly by: string | undefined;
  /** Names of the path parameters that tell the records of one parent from those of another. */
  readonly parents: readonly string[];
  readonly word: ResourceUse;
}

/** Where an event shows a record. */
export interface ResourceEvent {
  readonly place: RecordPlace | undefined;
  readonly word: ResourceUse;
}

/** The resources of a provider. */
export interface Resources {
  readonly all: readonly Resource[];
  /** By the ID of the operation. */
  readonly operations: ReadonlyMap<string, ResourceOperation>;
  /** Returns where an event shows a record of a resource. */
  readonly eventOf: (event: string, resource: Resource) => ResourceEvent;
}
