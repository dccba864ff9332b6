import type { RecordKey, StoredRecord } from "../state/store.ts";

/** A verification of a person or a business: a record whose resource declares a lifecycle. */
export interface Verification extends RecordKey {
  readonly state: string;
  /** Whether no move leads out of the state. */
  readonly isFinal: boolean;
  /** Who is verified, as the integrator calls them; undefined if the record does not say. */
  readonly subject: string | undefined;
  /** States that the person, the provider or time can bring it to, the nearest first. */
  readonly reachable: readonly string[];
  /** Address of the end user's page in this sandbox; undefined if the provider has none. */
  readonly url: string | undefined;
  /** Where the page sends the person afterwards, with the documented query; undefined if nowhere. */
  readonly returnUrl: string | undefined;
  readonly record: StoredRecord;
}

/** What narrows a search for a verification. */
export type VerificationFilter = {
  readonly [Name in "provider" | "account" | "resource"]?: string | undefined;
};

/** The verifications of a sandbox's providers. */
export interface Verifications {
  /** Returns all of them, the newest first. */
  list(): readonly Verification[];
  /**
   * Returns the verification with this ID.
   *
   * @param which - Narrows the search, if two providers, accounts or resources have the same ID.
   */
  find(id: string, which?: VerificationFilter): Verification | undefined;
  /**
   * Brings a verification to a state, by the shortest way of declared moves, and publishes the events of each.
   *
   * @returns the verification as it is then. The events are on their way; see `Courier.settled`.
   * @throws SandboxError `invalid_outcome` if no way leads there.
   */
  finish(verification: RecordKey, state: string): Verification;
}
