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

/** What to bring up to date, and how. */
export interface SyncOptions {
  /** Folder that holds `source.yaml`: `specs/paywint`. */
  readonly folder: string;
  /** The clock: a new version is recorded with its day in UTC. Default: the system's. */
  readonly now?: () => Date;
  readonly limits?: Partial<SyncLimits>;
  /** Default: that of this machine. */
  readonly network?: Network;
  /** Fetch and compare, and write nothing. Default: false. */
  readonly dryRun?: boolean;
  /** Called before each address is asked. */
  readonly onProgress?: (progress: SyncProgress) => void;
}

/** How far a sync is. */
export interface SyncProgress {
  /** The address that is asked now. */
  readonly address: string;
  /** How many have been asked before it. */
  readonly done: number;
  /** How many there are, as far as is known yet. */
  readonly total: number;
}

/** What a sync found, and unless it was a dry run wrote. */
export interface SyncResult {
  /** The provider's name. */
  readonly name: string;
  readonly files: readonly SyncedFile[];
  /** Paths of vendored files that nothing in the spec refers to yet. */
  readonly unreferenced: readonly string[];
  readonly skipped: readonly SkippedPage[];
  /** Paths written, or in a dry run to be written, relative to the folder. */
  readonly written: readonly string[];
}

/**
 * Brings the vendored files of a spec folder in line with what upstream publishes, and records hash and
 * date of what changed in `source.yaml`. Pages that a documentation site lists beside the vendored ones
 * become new files. Everything is fetched and checked before anything is written, and no file is
 * removed.
 *
 * @throws SpecError when a vendored file cannot be fetched, is not OpenAPI, or was edited by hand;
 * nothing is written then.
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
    ask: (address, more = 0) => {
      total += more;
      onProgress?.({ address: address.href, done, total });
      done += 1;
    },
  };
}

/** `source.yaml` comes last: a sync that is interrupted before it is repeated by the next one. */
function toWrite(sources: Sources, outcomes: readonly Outcome[]): { path: string; text: string }[] {
  const files = outcomes.flatMap(({ file: { path }, text }) =>
    text === undefined ? [] : [{ path, text }],
  );
  const changed = outcomes.flatMap(({ version }) => version ?? []);
  const added = outcomes.flatMap((outcome) => outcome.added ?? []);
  if (changed.length === 0 && added.length === 0) return files;
  return [...files, { path: "source.yaml", text: editSources(sources, { changed, added }) }];
}

/** The folder's texts as they will be. */
async function textsOf(
  { folder, present }: Sources,
  files: readonly { path: string; text: string }[],
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of present) texts.set(path, await readFile(join(folder, path), "utf8"));
  for (const { path, text } of files) texts.set(path, text);
  return texts;
}
