import { createHash } from "node:crypto";
import type { EmittedFile } from "@countersign/codegen/write";
import { isObject } from "@countersign/spec/json";
import { clientOperationsOf } from "@countersign/spec/openapi";
import { toLine } from "@countersign/spec/problem";
import type { PublishedDocument } from "./read-document.ts";
import type { DocumentPart } from "./read-parts.ts";
import { yamlScalar } from "./to-yaml.ts";

/** What a spec folder is created from. */
export interface SpecFolderPlan {
  readonly published: PublishedDocument;
  /** The files that the document refers to. */
  readonly parts: readonly DocumentPart[];
  /** The document, bundled and overlaid. */
  readonly document: object;
  /** Text of overlay.yaml. */
  readonly overlay: string;
  /** Date on which the document was copied: `2026-11-20`. */
  readonly date: string;
}

/**
 * Returns the files of a new spec folder. The published document is its root, byte for byte: corrections go into
 * the overlay, so that a new version can simply replace the file.
 */
export function emitSpecFolder(plan: SpecFolderPlan): EmittedFile[] {
  const operations = clientOperationsOf(plan.document);
  const lines = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}\n`).sort();
  return [
    { path: "openapi.yaml", text: plan.published.text },
    ...plan.parts,
    { path: "overlay.yaml", text: plan.overlay },
    { path: "operations.txt", text: lines.join("") },
    { path: "source.yaml", text: sources(plan) },
    { path: ".gitattributes", text: attributes(plan.parts) },
  ];
}

/** Keeps git from converting line endings, which would change the recorded hashes. */
function attributes(parts: readonly DocumentPart[]): string {
  const paths = ["openapi.yaml", ...parts.map(({ path }) => path)];
  // Each path is a pattern for git, so wildcards must be escaped.
  const patterns = paths.map((path) => {
    const pattern = path.replace(/[*?[\]\\!#]/g, "\\$&");
    return /^[\w./-]+$/.test(path) ? path : JSON.stringify(pattern);
  });
  const lines = patterns.map((pattern) => `${pattern} -text linguist-vendored=true\n`);
  return `# Upstream files, kept byte for byte.\n${lines.join("")}`;
}

function sources({ published, parts, document, date }: SpecFolderPlan): string {
  const sha256 = createHash("sha256").update(published.text).digest("hex");
  const { source } = published;
  const isFetched = "address" in source;
  const origin = isFetched ? source.address : undefined;
  const entry = isFetched
    ? {
        address: source.address,
        date,
        sha256,
        licence: licenceOf(document),
        etag: source.validators.etag,
        "last-modified": source.validators.lastModified,
      }
    : {
        "hand-written": `copied unchanged from the file ${toLine(source.fileName)}`,
        date,
        sha256,
        licence: licenceOf(document),
      };
  const lines = entryLines(entry);
  const partLines = parts.map(({ path, text }) => {
    const hash = createHash("sha256").update(text).digest("hex");
    const origin = `copied unchanged from the file ${toLine(path)}`;
    const own = { "hand-written": origin, date, sha256: hash, licence: licenceOf(document) };
    return `  ${yamlScalar(path)}:\n${entryLines(own)}`;
  });
  const from = origin === undefined ? "" : `    from:\n      - ${yamlScalar(origin)}\n`;
  return `# Where each file in this folder comes from.
files:
  openapi.yaml:
${lines}${partLines.join("")}  overlay.yaml:
    hand-written: "names of credentials, environments and operations, and other corrections"
${from}  operations.txt:
    hand-written: the operations that the document describes
${from}`;
}

function entryLines(entry: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(entry)
    .flatMap(([key, value]) =>
      value === undefined ? [] : `    ${key}: ${key === "date" ? value : yamlScalar(value)}\n`,
    )
    .join("");
}

function licenceOf(document: object): string {
  const info: unknown = Reflect.get(document, "info");
  const license = isObject(info) ? info.license : undefined;
  const name = isObject(license) ? license.name : undefined;
  return typeof name === "string" && name.trim() !== ""
    ? `${toLine(name.trim())}, according to the document`
    : "not stated by the publisher";
}
