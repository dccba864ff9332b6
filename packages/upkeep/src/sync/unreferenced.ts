import { posix } from "node:path";

const SPEC_FILE = /\.(ya?ml|json)$/i;

/** The document that a spec folder starts from; nothing has to refer to it. */
const ROOT = /^openapi\.(ya?ml|json)$/i;

/**
 * Returns those of the given files to which no other file in the spec folder refers, except the root document.
 *
 * @param texts - The text of each file in the folder, by path.
 */
export function unreferenced(
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
): string[] {
  const targets = new Set(
    [...texts].flatMap(([file, text]) =>
      SPEC_FILE.test(file) && file !== "source.yaml" ? targetsOf(file, text) : [],
    ),
  );
  return paths.filter((path) => !targets.has(path) && !ROOT.test(path));
}

/** Returns the other files to which a file refers. */
function targetsOf(file: string, text: string): string[] {
  return [...text.matchAll(/\$ref["']?[ \t]*:[ \t]*["']?([^"'#\s]+)/g)]
    .map(([, target = ""]) => posix.join(posix.dirname(file), target))
    .filter((target) => target !== file);
}
