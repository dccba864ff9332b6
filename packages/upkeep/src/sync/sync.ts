import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { writeFiles } from "@countersign/codegen/write";
import { DEFAULT_LIMITS, NETWORK, type Network } from "@countersign/spec/fetch";
import { displayPath, SpecError } from "@countersign/spec/problem";
import { editSources } from "../sources/edit-sources.ts";
import { readSources, type Sources, type VendoredFile } from "../sources/sources.ts";
import { type SkippedPage, syncNewPages } from "./sync-new-pages.ts";
import type { Outcome, Received, Run, SyncedFile, SyncLimits } from "./sync-run.ts";
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
  /** Whether more than half of a document's operations may be gone. Default: false. */
  readonly acceptRemovals?: boolean;
  /**
   * A new version of a vendored file that was received otherwise, such as by mail. Nothing is fetched then.
   */
  readonly from?: ReceivedFile;
  /** Called before each request. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** A file that replaces a vendored one. */
export interface ReceivedFile {
  /** Path of the file. */
  readonly file: string;
  /** Path of the vendored file within the spec folder. Default: the only one. */
  readonly as?: string;
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
  const { from } = options;
  const run = toRun(sources, options, from && (await readReceived(from.file)));
  const outcomes: Outcome[] = [];
  const chosen = from === undefined ? sources.vendored : [replaced(sources, from)];
  for (const vendored of chosen) outcomes.push(await syncVendored(run, vendored));
  const { added, skipped } =
    from === undefined ? await syncNewPages(run) : { added: [], skipped: [] };
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

async function readReceived(file: string): Promise<Received> {
  const origin = displayPath(resolve(file));
  try {
    return { origin, text: await readFile(file, "utf8") };
  } catch (cause) {
    throw new SpecError(`${origin} cannot be read.`, {
      location: { file: origin },
      remedy: "Pass the path of the new document.",
      cause,
    });
  }
}

function replaced({ vendored, location }: Sources, { as }: ReceivedFile): VendoredFile {
  const paths = vendored.map(({ path }) => path);
  const [first, ...others] = vendored.filter(({ path }) => as === undefined || path === as);
  if (first !== undefined && others.length === 0) return first;
  throw new SpecError(
    as === undefined ? "There are several vendored files." : `There is no vendored file ${as}.`,
    {
      location,
      remedy: `Say which one the new document replaces: --as ${paths.join(" or --as ")}.`,
    },
  );
}

function toRun(sources: Sources, options: SyncOptions, received: Received | undefined): Run {
  const {
    acceptRemovals = false,
    now = () => new Date(),
    limits,
    network = NETWORK,
    onProgress,
  } = options;
  let done = 0;
  let total = sources.vendored.length;
  return {
    sources,
    limits: { ...DEFAULT_LIMITS, maxNewPages: MAX_NEW_PAGES, ...limits },
    network,
    acceptRemovals,
    received,
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
