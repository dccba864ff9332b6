import { createHash } from "node:crypto";
import type { EmittedFile } from "../emit/emitted-file.ts";
import { isObject } from "../load/is-object.ts";
import { toLine } from "../sync/to-line.ts";
import { operationsOf } from "./operations-of.ts";
import type { PublishedDocument } from "./read-document.ts";
import { yamlScalar } from "./yaml-text.ts";

/** What a spec folder is made of. */
export interface SpecFolderPlan {
  readonly published: PublishedDocument;
  /** The document, bundled and overlaid. */
  readonly document: object;
  /** Text of overlay.yaml. */
  readonly overlay: string;
  /** Day on which the document was taken: `2026-11-20`. */
  readonly date: string;
}

/**
 * Returns the files of a new spec folder. The document itself is its root, to the byte: what is to be
 * corrected stands in the overlay, and a new version replaces the file as it is.
 */
export function emitSpecFolder(plan: SpecFolderPlan): EmittedFile[] {
  const operations = operationsOf(plan.document);
  const lines = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}\n`).sort();
  return [
    { path: "openapi.yaml", text: plan.published.text },
    { path: "overlay.yaml", text: plan.overlay },
    { path: "operations.txt", text: lines.join("") },
    { path: "source.yaml", text: sources(plan) },
    { path: ".gitattributes", text: ATTRIBUTES },
  ];
}

/** Git would write other line ends, and the file would no longer be the one that source.yaml records. */
const ATTRIBUTES = `# Upstream bytes, kept as published.
openapi.yaml -text linguist-vendored=true
`;

function sources({ published, document, date }: SpecFolderPlan): string {
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
        "hand-written": `taken as it is from the file ${toLine(source.fileName)}`,
        date,
        sha256,
        licence: licenceOf(document),
      };
  const lines = Object.entries(entry).flatMap(([key, value]) =>
    value === undefined ? [] : `    ${key}: ${key === "date" ? value : yamlScalar(value)}\n`,
  );
  const from = origin === undefined ? "" : `    from:\n      - ${yamlScalar(origin)}\n`;
  return `# Where each file of this folder comes from.
files:
  openapi.yaml:
${lines.join("")}  overlay.yaml:
    hand-written: "names of credentials, environments and operations, and other corrections"
${from}  operations.txt:
    hand-written: the operations that the document establishes
${from}`;
}

function licenceOf(document: object): string {
  const info: unknown = Reflect.get(document, "info");
  const license = isObject(info) ? info.license : undefined;
  const name = isObject(license) ? license.name : undefined;
  return typeof name === "string" && name.trim() !== ""
    ? `${toLine(name.trim())}, as the document says`
    : "not stated by the publisher";
}
