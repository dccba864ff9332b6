// Everything by `import`. `vector-files.js` is written into the consumer's folder: it imports each file that
// the tarball has.
import * as packages from "./packages.js";
import { run } from "./program.js";
import { vectorFiles } from "./vector-files.js";

/** Runs the program with the packages as `import` finds them. */
export function report(origin) {
  return run({ ...packages, vectorFiles }, origin);
}
