import { basename, dirname, relative, sep } from "node:path";
import type { ReferredFile } from "@countersign/spec/load";
import { displayPath, SpecError, toLine } from "@countersign/spec/problem";
import { readDocument } from "./read-document.ts";

/** A file that a document refers to. */
export interface DocumentPart {
  /** Path relative to the document's folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** File names that a spec folder uses itself. */
const OWN = /^(openapi\.(ya?ml|json)|overlay\.yaml|source\.yaml)$/i;

/**
 * Returns the files that a document refers to, directly or through others.
 *
 * @param root - Absolute path of the document, which becomes `openapi.yaml`.
 * @throws SpecError for a file that cannot keep its path in the spec folder: one that is not YAML or JSON, is hidden,
 * has a name that the spec folder uses itself, or refers to the document by a name other than `openapi.yaml`.
 */
export async function readParts(
  root: string,
  files: readonly ReferredFile[],
): Promise<DocumentPart[]> {
  const parts: DocumentPart[] = [];
  for (const { file, referrer } of files) {
    if (file === root) {
      assertRootIsNotNamed(root, referrer);
      continue;
    }
    const path = relative(dirname(root), file).split(sep).join("/");
    const fail = (message: string, remedy: string): never => {
      throw new SpecError(message, { location: { file: displayPath(file) }, remedy });
    };
    if (!/\.(ya?ml|json)$/i.test(path) || /(^|\/)\./.test(path)) {
      fail(
        "The document refers to a file that is hidden, or is not YAML or JSON.",
        "Correct the reference, or move the file's content into the document.",
      );
    }
    if (OWN.test(path)) {
      fail(
        "The spec folder reserves this file name.",
        "Rename the file and update the references to it.",
      );
    }
    // Read again: the parser's text has normalized line endings.
    parts.push({ path, text: (await readDocument(file)).text });
  }
  return parts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Rejects references back to the document by its old name, which would break once it is `openapi.yaml`. */
function assertRootIsNotNamed(root: string, referrer: string | undefined): void {
  const name = basename(root);
  if (referrer === undefined || name === "openapi.yaml") return;
  throw new SpecError(`The file refers to ${toLine(name)}, which becomes openapi.yaml.`, {
    location: { file: displayPath(referrer) },
    remedy: `Rename ${toLine(name)} to openapi.yaml, update the references to it, and add that file.`,
  });
}
