import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { eventsOf, type OpenApiDocument, operationsOf } from "../document/document.ts";
import { SiteError } from "../errors/site-error.ts";
import { type Anchors, toAnchors } from "./anchors.ts";
import { decoratePage } from "./decorate-page.ts";
import { type PackageFacts, toFacts } from "./facts.ts";
import { neutralDocument } from "./neutral-document.ts";
import { eventsMarkdown, operationMarkdown } from "./operation-markdown.ts";
import { redocOptions } from "./redoc-options.ts";
import { searchEntries } from "./search-entries.ts";
import { toRenderedDocument } from "./to-rendered-document.ts";
import type { Tools } from "./tools.ts";

/** Options for building a reference. */
export interface ReferenceOptions {
  /** Folder of a provider package. */
  readonly packageFolder: string;
  /** The provider's spec folder. */
  readonly specFolder: string;
  readonly tools: Tools;
}

/** Folder in a provider package for its part of the site, until the site is assembled. */
export const REFERENCE_FOLDER = ".docs";

/**
 * Writes a provider's part of the site: its reference, the Markdown of each operation, its document and
 * collection, and its facts for the rest of the site. Replaces nothing until everything has been built.
 *
 * @returns A warning for each link in the provider's text that leads nowhere on the site.
 * @throws SiteError if an operation has no sample, or two things would have the same anchor.
 */
export async function buildReference({
  packageFolder,
  specFolder,
  tools,
}: ReferenceOptions): Promise<readonly string[]> {
  const folder = resolve(packageFolder);
  const work = await mkdtemp(join(tmpdir(), "countersign-reference-"));
  try {
    const of = await packageFacts(folder);
    const source = join(folder, "openapi.json");
    const overlay = join(work, "samples.overlay.yaml");
    const bundled = join(work, "with-samples.json");
    const collection = join(work, "postman.json");
    await tools.samples(specFolder, { packageName: of.packageName, out: overlay });
    await tools.bundle(source, { overlay, out: bundled });
    await tools.postman(specFolder, collection);
    const given: OpenApiDocument = JSON.parse(await readFile(bundled, "utf8"));
    const { document, warnings } = neutralDocument(given);
    const files = new Map([
      ["openapi.json", await readFile(source, "utf8")],
      ["postman.json", await readFile(collection, "utf8")],
      ...(await documentFiles(document, { of, work, tools })),
    ]);
    await writeFiles(files, join(folder, REFERENCE_FOLDER));
    return warnings;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Returns the path of a provider's reference, relative to the site. */
export function pagePath(name: string): string {
  return `providers/${name}/reference.html`;
}

async function packageFacts(folder: string): Promise<PackageFacts> {
  const json = await readFile(join(folder, "package.json"), "utf8");
  const { name, version }: { name: string; version: string } = JSON.parse(json);
  return { name: basename(folder), packageName: name, packageVersion: version };
}

async function documentFiles(
  document: OpenApiDocument,
  { of, work, tools }: { of: PackageFacts; work: string; tools: Tools },
): Promise<[string, string][]> {
  const anchors = toAnchors(document);
  assertComplete(document, { name: of.name, problems: anchors.problems });
  const facts = toFacts(document, { ...of, anchors });
  const context = { document, packageName: of.packageName };
  const page = await renderPage(document, { anchors, work, tools });
  const css = await readFile(join(import.meta.dirname, "redoc.css"), "utf8");
  return [
    ["reference.html", decoratePage(page, { facts, css })],
    ["facts.json", JSON.stringify(facts, null, 2)],
    ["search.json", JSON.stringify(searchEntries(document, { anchors, page: pagePath(of.name) }))],
    ["webhooks.md", eventsMarkdown(eventsOf(document), context)],
    ...operationsOf(document).map((each): [string, string] => {
      return [`operations/${each.id}.md`, operationMarkdown(each, context)];
    }),
  ];
}

async function renderPage(
  document: OpenApiDocument,
  { anchors, work, tools }: { anchors: Anchors; work: string; tools: Tools },
): Promise<string> {
  const rendered = join(work, "rendered.json");
  // Redocly requires this extension; JSON is valid YAML.
  const config = join(work, "redocly.yaml");
  const page = join(work, "reference.html");
  await writeFile(rendered, JSON.stringify(toRenderedDocument(document, anchors)));
  await writeFile(config, JSON.stringify({ openapi: redocOptions(document) }));
  await tools.buildDocs(rendered, { config, out: page });
  return readFile(page, "utf8");
}

function assertComplete(
  document: OpenApiDocument,
  { name, problems }: { name: string; problems: readonly string[] },
): void {
  const without = operationsOf(document)
    .filter(({ operation }) => (operation["x-codeSamples"] ?? []).length === 0)
    .map(({ id, method, path }) => `${method.toUpperCase()} ${path} (${id}) has no sample`);
  const all = [...problems, ...without];
  if (all.length > 0) throw new SiteError(`${pagePath(name)} is incomplete:`, all);
}

async function writeFiles(files: ReadonlyMap<string, string>, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "operations"), { recursive: true });
  for (const [path, content] of files) await writeFile(join(folder, path), content);
}
