import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type PendingChange, pendingChanges } from "../changes/changesets.ts";
import { type History, readHistory } from "../changes/history.ts";
import { providerChanges } from "../changes/provider-changes.ts";
import { brokenLinks } from "../check/broken-links.ts";
import { bundleClient } from "../client/bundle-client.ts";
import { SiteError } from "../errors/site-error.ts";
import type { Guide } from "../guides/guide.ts";
import { loadGuides } from "../guides/load-guides.ts";
import type { Html } from "../html/html.ts";
import { llmsFull, llmsIndex } from "../machine/llms.ts";
import { guideEntries, searchScript } from "../machine/search-script.ts";
import { createHighlight, type Highlight } from "../markdown/highlighter.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import { changesPage } from "../pages/changes-page.ts";
import { guideIndex, guidePage } from "../pages/guide-page.ts";
import { landing } from "../pages/landing.ts";
import { toLandingParts } from "../pages/landing-parts.ts";
import { type LoadedReference, loadReferences } from "../reference/load-references.ts";

/** What to assemble. */
export interface AssembleOptions {
  /** The repository. */
  readonly root: string;
  /** Where the site is written. */
  readonly out: string;
}

/** What the site is made of. */
interface Sources {
  readonly root: string;
  readonly highlight: Highlight;
  readonly references: readonly LoadedReference[];
  readonly guides: readonly Guide[];
  readonly history: History;
  readonly pending: readonly PendingChange[];
}

/**
 * Puts the site together from the providers' references, `docs/`, changelogs and changesets. Nothing is written
 * before everything is made and checked.
 *
 * @returns the number of files.
 * @throws SiteError that names each page with a link to nowhere.
 */
export async function assemble({ root, out }: AssembleOptions): Promise<number> {
  const highlight = await createHighlight();
  const references = await loadReferences(root);
  const { guides, problems } = await loadGuides(root, highlight);
  const names = references.map(({ facts }) => facts.name);
  const history = await readHistory(root, names);
  const pending = await pendingChanges(root);
  const sources = { root, highlight, references, guides, history, pending };
  const files = new Map<string, string>([
    ...references.flatMap(({ folder, texts }) =>
      [...texts].map(([path, text]): [string, string] => [`${folder}/${path}`, text]),
    ),
    ...guideFiles(guides),
    ...(await changesFiles(sources)),
    ...(await frontFiles(sources)),
  ]);
  const anchors = references.map(
    (each) => [`${each.folder}/reference.html`, each.anchors] as const,
  );
  const all = [...problems, ...brokenLinks(files, new Map(anchors))];
  if (all.length > 0) throw new SiteError("The site has links that lead nowhere:", all);
  await writeSite(files, out);
  return files.size;
}

function guideFiles(guides: readonly Guide[]): [string, string][] {
  return [
    ["guides/index.html", guideIndex(guides)],
    ...guides.flatMap((guide): [string, string][] => [
      [guide.path, guidePage(guide, guides)],
      [guide.markdownPath, guide.markdown],
    ]),
  ];
}

async function changesFiles(sources: Sources): Promise<[string, string][]> {
  const { root, references, history, pending, highlight } = sources;
  // Changelogs and messages are texts for everyone; a link in them is an address or nothing.
  const link = (target: string) => (/^https?:/.test(target) ? target : undefined);
  const render = (markdown: string): Html => renderMarkdown(markdown, { highlight, link }).body;
  const files: [string, string][] = [];
  for (const { facts, folder } of references) {
    const { name, packageName } = facts;
    const changes = await providerChanges({ root, name, packageName, history, pending });
    const changed = history.specChanges.get(name);
    files.push([`${folder}/changes.html`, changesPage({ facts, changes, changed, render })]);
  }
  return files;
}

async function frontFiles(sources: Sources): Promise<[string, string][]> {
  const { root, references, guides } = sources;
  const readme = await readFile(join(root, "README.md"), "utf8");
  const parts = toLandingParts(readme, sources);
  const llms = { lead: parts.lead, guides, providers: references.map(({ facts }) => facts) };
  const texts = [
    ...guides.map(({ markdownPath, markdown }) => ({ path: markdownPath, text: markdown })),
    ...references.flatMap(({ folder, texts }) =>
      [...texts]
        .filter(([path]) => path.endsWith(".md"))
        .map(([path, text]) => ({ path: `${folder}/${path}`, text })),
    ),
  ];
  const entries = [...references.flatMap(({ search }) => search), ...guideEntries(guides)];
  const css = await readFile(join(import.meta.dirname, "../assets/site.css"), "utf8");
  return [
    ["index.html", landing(parts)],
    ["llms.txt", llmsIndex(llms)],
    ["llms-full.txt", llmsFull(llms, texts)],
    ["assets/search-index.js", searchScript(entries)],
    ["assets/site.js", await bundleClient()],
    ["assets/site.css", css],
  ];
}

/** Writes beside the old site first, so that a full disk leaves the old one as it was. */
async function writeSite(files: ReadonlyMap<string, string>, out: string): Promise<void> {
  const fresh = `${out}.new`;
  await rm(fresh, { recursive: true, force: true });
  const folders = new Set([...files.keys()].map((path) => join(fresh, dirname(path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [path, text] of files) await writeFile(join(fresh, path), text);
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
}
