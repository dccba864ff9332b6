import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FetchLimits, Network } from "@countersign/spec/fetch";
import type { NewFragment, Version } from "../sources/edit-sources.ts";
import type { LocatedRequest } from "../sources/fetch-located.ts";
import type { Sources } from "../sources/sources.ts";

/**
 * What happened to a vendored file:
 *
 * - `unchanged`: it is the same as upstream.
 * - `changed`: it was updated.
 * - `recorded`: it already had the new bytes and was only recorded.
 * - `restored`: it was missing and was written back.
 * - `new`: it was vendored for the first time.
 * - `disappeared`: upstream no longer publishes it.
 */
export type SyncState = "unchanged" | "changed" | "recorded" | "restored" | "new" | "disappeared";

/** A vendored file after a sync. */
export interface SyncedFile {
  /** Path within the spec folder. */
  readonly path: string;
  readonly address: string;
  readonly state: SyncState;
  /**
   * Differences in operations and fields. Empty if only descriptions and examples differ, or if there is no previous
   * version to compare with.
   */
  readonly changes: readonly string[];
}

/** Limits on what a sync downloads and how long it waits. */
export interface SyncLimits extends FetchLimits {
  /** Maximum number of new pages per provider. Default: 500. */
  readonly maxNewPages: number;
}

/** A new version of a vendored file. */
export interface Received {
  /** Where it was read from, for messages. */
  readonly origin: string;
  readonly text: string;
}

/** Context shared by all steps of a sync. */
export interface Run {
  readonly sources: Sources;
  readonly limits: SyncLimits;
  readonly network: Network;
  readonly today: string;
  /** Whether more than half of a document's operations may be gone. */
  readonly acceptRemovals: boolean;
  /** A new version of a vendored file that was received otherwise; the file is not fetched. */
  readonly received: Received | undefined;
  /** Reports that a URL is about to be requested, and how many more requests have become known. */
  readonly announce: (address: URL, more?: number) => void;
}

/** The outcome for one file, and what has to be written. */
export interface Outcome {
  readonly file: SyncedFile;
  readonly text?: string;
  readonly version?: Version;
  readonly added?: NewFragment;
}

/** Returns the request for a URL. Errors are located at `source.yaml` as a whole. */
export function requestOf({ sources, limits, network }: Run, address: URL): LocatedRequest {
  return { address, limits, network, location: sources.location };
}

/** Returns the bytes of a file in the spec folder, or undefined if it does not exist. */
export async function readLocal(
  { folder, present }: Sources,
  path: string,
): Promise<Buffer | undefined> {
  return present.includes(path) ? readFile(join(folder, path)) : undefined;
}
