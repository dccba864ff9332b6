import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { FetchLimits, Network } from "@countersign/spec/fetch";
import type { NewFragment, Version } from "../sources/edit-sources.ts";
import type { LocatedRequest } from "../sources/fetch-located.ts";
import type { Sources } from "../sources/sources.ts";

/**
 * What became of a vendored file: the same as upstream, brought up to date, only recorded because its
 * bytes were there already, written back because it was missing, vendored for the first time, or no
 * longer published.
 */
export type SyncState = "unchanged" | "changed" | "recorded" | "restored" | "new" | "disappeared";

/** A vendored file after a sync. */
export interface SyncedFile {
  /** Path within the spec folder. */
  readonly path: string;
  readonly address: string;
  readonly state: SyncState;
  /**
   * What differs in terms of operations and fields: none where only texts and examples do, or where the
   * former version is not there to be compared.
   */
  readonly changes: readonly string[];
}

/** What a sync takes at most, and how long it waits. */
export interface SyncLimits extends FetchLimits {
  /** New pages of one provider. Default: 500. */
  readonly maxNewPages: number;
}

/** What is done in all the steps of one sync. */
export interface Run {
  readonly sources: Sources;
  readonly limits: SyncLimits;
  readonly network: Network;
  readonly today: string;
  /** Says that an address is asked now, and how many more have become known. */
  readonly ask: (address: URL, more?: number) => void;
}

/** One file, and what is to be written of it. */
export interface Outcome {
  readonly file: SyncedFile;
  readonly text?: string;
  readonly version?: Version;
  readonly added?: NewFragment;
}

/** Returns the request for an address; errors are placed at `source.yaml` as a whole. */
export function requestOf({ sources, limits, network }: Run, address: URL): LocatedRequest {
  return { address, limits, network, location: sources.location };
}

/** Returns the bytes of a file of the spec folder, or undefined where there is none. */
export async function readLocal(
  { folder, present }: Sources,
  path: string,
): Promise<Buffer | undefined> {
  return present.includes(path) ? readFile(join(folder, path)) : undefined;
}
