import { basename, dirname, relative, sep } from "node:path";
import type { ReferredFile } from "@countersign/spec/load";
import { displayPath, SpecError, toLine } from "@countersign/spec/problem";
import { readDocument } from "./read-document.ts";

/** A file that a document refers to. */
export interface DocumentPart {
  /** Path within the folder of the document, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Names that a spec folder has for its own files. */
const OWN = /^(openapi\.(ya?ml|json)|overlay\.yaml|source\.yaml)$/i;

/**
 * Returns the files that a document was found to refer to, directly or through others.
 *
 * @param root - Absolute path of the document, which is called `openapi.yaml` from now on.
 * @throws SpecError for a file that cannot stand in the spec folder under its own path: one that is no YAML or
 * JSON or is hidden, that has a name of the folder's own, or that refers to the document by another name.
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
        "The document refers to a file that is no YAML or JSON, or is hidden.",
        "Correct the reference, or write into the document what the file holds.",
      );
    }
    if (OWN.test(path)) {
      fail(
        "A spec folder has a file of its own of this name.",
        "Rename it, and what refers to it.",
      );
    }
    // Its bytes: the parser has other line ends.
    parts.push({ path, text: (await readDocument(file)).text });
  }
  return parts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A file that refers back to the document would look for it in vain. */
function assertRootIsNotNamed(root: string, referrer: string | undefined): void {
  const name = basename(root);
  if (referrer === undefined || name === "openapi.yaml") return;
  throw new SpecError(`The file refers to ${toLine(name)}, which becomes openapi.yaml.`, {
    location: { file: displayPath(referrer) },
    remedy: `Rename ${toLine(name)} to openapi.yaml, also where it is referred to, and add that.`,
  });
}
