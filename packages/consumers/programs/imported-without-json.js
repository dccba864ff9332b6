// The same as `imported.js` for Node before 20.10, which cannot import JSON.
import { readFileSync } from "node:fs";
import * as packages from "./packages.js";
import { run } from "./program.js";

const readJson = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));

const vectorFiles = readJson("vector-files.json").map((scheme) =>
  readJson(`node_modules/countersign/vectors/${scheme}.json`),
);

/** Runs the program with the packages that `import` resolves. */
export function report(origin) {
  return run({ ...packages, vectorFiles }, origin);
}
