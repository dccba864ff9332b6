// Loads everything with `import`. The setup writes `vector-files.js` into the consumer's folder: it imports each
// vector file of the tarball.
import * as packages from "./packages.js";
import { run } from "./program.js";
import { vectorFiles } from "./vector-files.js";

/** Runs the program with the packages that `import` resolves. */
export function report(origin) {
  return run({ ...packages, vectorFiles }, origin);
}
