import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { writeFiles } from "@countersign/codegen/write";
import { DEFAULT_LIMITS, NETWORK, type Network } from "@countersign/spec/fetch";
import { editSources } from "../sources/edit-sources.ts";
import { readSources, type Sources } from "../sources/sources.ts";
import { type SkippedPage, syncNewPages } from "./sync-new-pages.ts";
import type { Outcome, Run, SyncedFile, SyncLimits } from "./sync-run.ts";
import { syncVendored } from "./sync-vendored.ts";
import { unreferenced } from "./unreferenced.ts";

/** Options of `sync`. */
export interface SyncOptions {
  /** Folder that holds `source.yaml`: `specs/paywint`. */
  readonly folder: string;
  /** Clock whose UTC date is recorded for new versions. Default: the system's. */
  readonly now?: () => Date;
  readonly limits?: Partial<SyncLimits>;
  /** Default: this machine's network. */
  readonly network?: Network;
  /** Whether to fetch and compare without writing anything. Default: false. */
  readonly dryRun?: boolean;
  /** Called before each request. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** Progress of a sync. */
export interface SyncProgress {
  /** The URL about to be requested. */
  readonly address: string;
  /** Number of requests before this one. */
  readonly done: number;
  /** Total number of requests, as far as is known. */
  readonly total: number;
}

/** Result of `sync`. */
export interface SyncResult {
  /** The provider's name. */
  readonly name: string;
  readonly files: readonly SyncedFile[];
  /** Paths of vendored files that nothing in the spec refers to yet. */
  readonly unreferenced: readonly string[];
  readonly skipped: readonly SkippedPage[];
  /** Paths that were written, or in a dry run would be, relative to the folder. */
  readonly written: readonly string[];
}

/**
 * Updates the vendored files of a spec folder from upstream, and records the hash and date of each changed file in
 * `source.yaml`. Pages that a documentation site lists next to the vendored ones become new files. Everything is fetched
 * and checked before the first file is written. No file is ever removed.
 *
 * @throws SpecError when a vendored file cannot be fetched, is not OpenAPI, or was edited by hand. Nothing is written
 * then.
 */
export async function sync(options: SyncOptions): Promise<SyncResult> {
  const { folder, dryRun = false } = options;
  const sources = await readSources(folder);
  if (sources === undefined || sources.vendored.length === 0) {
    return {
      name: basename(resolve(folder)),
      files: [],
      unreferenced: [],
      skipped: [],
      written: [],
    };
  }
  const run = toRun(sources, options);
  const outcomes: Outcome[] = [];
  for (const vendored of sources.vendored) outcomes.push(await syncVendored(run, vendored));
  const { added, skipped } = await syncNewPages(run);
  outcomes.push(...added);
  const files = toWrite(sources, outcomes);
  const texts = await textsOf(sources, files);
  const { written } = await writeFiles(files, {
    folder: sources.folder,
    owned: [],
    check: dryRun,
  });
  const synced = outcomes.map(({ file }) => file);
  return {
    name: basename(sources.folder),
    files: synced,
    unreferenced: unreferenced(
      synced.map(({ path }) => path),
      texts,
    ),
    skipped,
    written,
  };
}

const MAX_NEW_PAGES = 500;

function toRun(sources: Sources, options: SyncOptions): Run {
  const { now = () => new Date(), limits, network = NETWORK, onProgress } = options;
  let done = 0;
  let total = sources.vendored.length;
  return {
    sources,
    limits: { ...DEFAULT_LIMITS, maxNewPages: MAX_NEW_PAGES, ...limits },
    network,
    today: now().toISOString().slice(0, "2026-11-20".length),
    announce: (address, more = 0) => {
      total += more;
      onProgress?.({ address: address.href, done, total });
      done += 1;
    },
  };
}

/** Returns `source.yaml` last, so that the next sync completes one that was interrupted. */
function toWrite(sources: Sources, outcomes: readonly Outcome[]): { path: string; text: string }[] {
  const files = outcomes.flatMap(({ file: { path }, text }) =>
    text === undefined ? [] : [{ path, text }],
  );
  const changed = outcomes.flatMap(({ version }) => version ?? []);
  const added = outcomes.flatMap((outcome) => outcome.added ?? []);
  if (changed.length === 0 && added.length === 0) return files;
  return [...files, { path: "source.yaml", text: editSources(sources, { changed, added }) }];
}

/** Returns the text of each file in the folder as it will be after writing. */
async function textsOf(
  { folder, present }: Sources,
  files: readonly { path: string; text: string }[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of present) texts.set(path, await readFile(join(folder, path), "utf8"));
  for (const { path, text } of files) texts.set(path, text);
  return texts;
}
