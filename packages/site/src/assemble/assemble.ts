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
  /** Root folder of the repository. */
  readonly root: string;
  /** Folder to write the site to. */
  readonly out: string;
}

/** The sources of the site. */
interface Sources {
  readonly root: string;
  readonly highlight: Highlight;
  readonly references: readonly LoadedReference[];
  readonly guides: readonly Guide[];
  readonly history: History;
  readonly pending: readonly PendingChange[];
}

/**
 * Assembles the site from the providers' references, `docs/`, changelogs and changesets. Writes nothing until
 * everything has been built and checked.
 *
 * @returns The number of files.
 * @throws SiteError that names each page with a broken link.
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
    ...references.flatMap(({ folder, files: own }) =>
      [...own].map(([path, content]): [string, string] => [`${folder}/${path}`, content]),
    ),
    ...guideFiles(guides),
    ...(await changesFiles(sources)),
    ...(await frontFiles(sources)),
  ]);
  const anchors = references.map(
    (each) => [`${each.folder}/reference.html`, each.anchors] as const,
  );
  const all = [...problems, ...brokenLinks(files, new Map(anchors))];
  if (all.length > 0) throw new SiteError("The site has broken links:", all);
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
  // Changelogs are published elsewhere too, so only their absolute links are kept.
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
  const pages = [
    ...guides.map(({ markdownPath, markdown }) => ({ path: markdownPath, text: markdown })),
    ...references.flatMap(({ folder, files }) =>
      [...files]
        .filter(([path]) => path.endsWith(".md"))
        .map(([path, text]) => ({ path: `${folder}/${path}`, text })),
    ),
  ];
  const entries = [...references.flatMap(({ search }) => search), ...guideEntries(guides)];
  const css = await readFile(join(import.meta.dirname, "../assets/site.css"), "utf8");
  return [
    ["index.html", landing(parts)],
    ["llms.txt", llmsIndex(llms)],
    ["llms-full.txt", llmsFull(llms, pages)],
    ["assets/search-index.js", searchScript(entries)],
    ["assets/site.js", await bundleClient()],
    ["assets/site.css", css],
  ];
}

/** Writes the new site next to the old one and then swaps them, so that a failure keeps the old one. */
async function writeSite(files: ReadonlyMap<string, string>, out: string): Promise<void> {
  const fresh = `${out}.new`;
  await rm(fresh, { recursive: true, force: true });
  const folders = new Set([...files.keys()].map((path) => join(fresh, dirname(path))));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  for (const [path, content] of files) await writeFile(join(fresh, path), content);
  await rm(out, { recursive: true, force: true });
  await rename(fresh, out);
}
