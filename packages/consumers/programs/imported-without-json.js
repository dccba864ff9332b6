// The same for Node before 20.10, which imports no JSON.
import { readFileSync } from "node:fs";
import * as packages from "./packages.js";
import { run } from "./program.js";

const readJson = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8"));

const vectorFiles = readJson("vector-files.json").map((scheme) =>
  readJson(`node_modules/countersign/vectors/${scheme}.json`),
);

/** Runs the program with the packages as `import` finds them. */
export function report(origin) {
  return run({ ...packages, vectorFiles }, origin);
}
