import { SpecError } from "@countersign/spec/problem";
import { fetchLocated } from "../sources/fetch-located.ts";
import { type Sources, sha256Of } from "../sources/sources.ts";
import { compareDocuments } from "./compare.ts";
import { type FetchedFragment, type Fragment, fetchFragment } from "./fetch-fragment.ts";
import { fragmentPath } from "./fragment-path.ts";
import { indexUrl, newPages } from "./page-index.ts";
import { type Outcome, type Run, readLocal, requestOf } from "./sync-run.ts";

/** A listed page that was not vendored, or an index that could not be read. */
export interface SkippedPage {
  readonly address: string;
  readonly reason: string;
}

/**
 * Vendors the pages that a site lists next to the known ones. Only upstream can fix its index, so problems with listed
 * pages are reported as skipped and do not stop vendored files from being updated.
 */
export async function syncNewPages(
  run: Run,
): Promise<{ added: Outcome[]; skipped: SkippedPage[] }> {
  const skipped: SkippedPage[] = [];
  const skip = (address: URL, reason: string): void => {
    skipped.push({ address: address.href, reason });
  };
  const added: Outcome[] = [];
  const recorded = new Set(run.sources.listed);
  const listed = await listedPages(run, skip);
  const pages = listed.slice(0, run.limits.maxNewPages);
  const [left] = listed.slice(pages.length);
  if (left !== undefined) {
    skip(left, `${listed.length} new pages are listed; at most ${pages.length} are added at once.`);
  }
  for (const [index, page] of pages.entries()) {
    run.announce(page, index === 0 ? pages.length : 0);
    const fetched = await fetchListed(run, page).catch((cause: unknown) => {
      skip(page, reasonOf(cause));
    });
    if (fetched?.kind === "gone") skip(page, `It responds with status ${fetched.status}.`);
    if (fetched?.kind !== "fragment") continue;
    const path = await freePath(run.sources, { page, text: fetched.text, recorded });
    recorded.add(path);
    added.push(newFragment(run, { path, page, fetched }));
  }
  return { added, skipped };
}

/**
 * Returns the path for a fragment: the file that an interrupted sync wrote but did not record, or else one that does
 * not exist yet.
 */
async function freePath(
  sources: Sources,
  { page, text, recorded }: { page: URL; text: string; recorded: ReadonlySet<string> },
): Promise<string> {
  const left = fragmentPath(page, recorded);
  const local = await readLocal(sources, left);
  if (local !== undefined && sha256Of(local) === sha256Of(text)) return left;
  return fragmentPath(page, [...recorded, ...sources.present]);
}

function newFragment(
  { today }: Run,
  { path, page, fetched }: { path: string; page: URL; fetched: Fragment },
): Outcome {
  const { text, document, validators } = fetched;
  return {
    file: {
      path,
      address: page.href,
      state: "new",
      changes: compareDocuments(undefined, document),
    },
    text,
    added: { path, address: page, date: today, sha256: sha256Of(text), validators },
  };
}

function fetchListed(run: Run, page: URL): Promise<FetchedFragment> {
  return fetchFragment({ ...requestOf(run, page), sameOrigin: true }, { isPage: true });
}

async function listedPages(run: Run, skip: (address: URL, reason: string) => void): Promise<URL[]> {
  const vendored = run.sources.vendored.map(({ address }) => address);
  const known = run.sources.vendored.filter(({ isPage }) => isPage).map(({ address }) => address);
  const indexes = new Set(known.map((page) => indexUrl(page).href));
  const pages: URL[] = [];
  for (const href of indexes) {
    const address = new URL(href);
    run.announce(address, 1);
    try {
      const index = await fetchLocated({ ...requestOf(run, address), sameOrigin: true });
      if (index.kind === "text") {
        pages.push(...newPages({ text: index.text, address }, { known, vendored }));
      } else {
        skip(address, "The site has no index, so new pages cannot be found.");
      }
    } catch (cause) {
      skip(address, reasonOf(cause));
    }
  }
  return pages;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SpecError) return cause.message;
  throw cause;
}
