import { posix } from "node:path";

const SPEC_FILE = /\.(ya?ml|json)$/i;

/**
 * Returns which of some files of a spec folder no other file of it refers to.
 *
 * @param texts - The texts of the folder's files, by path.
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
  return paths.filter((path) => !targets.has(path));
}

/** The files that a file names in its references; its own parts do not count. */
function targetsOf(file: string, text: string): string[] {
  return [...text.matchAll(/\$ref["']?[ \t]*:[ \t]*["']?([^"'#\s]+)/g)]
    .map(([, target = ""]) => posix.join(posix.dirname(file), target))
    .filter((target) => target !== file);
}
