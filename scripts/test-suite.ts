import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { summarize, type TestResults } from "./test-summary.ts";

// `npm run test:release`, `npm run test:consumers`: the tests that are not part of `npm test`, and one line that counts them.

const [name = ""] = process.argv.slice(2);
const folder = `packages/${name}`;
const file = `${folder}/.test-results/${name}.json`;
rmSync(file, { force: true });
const build = ["exec", "turbo", "run", "build", "--ui=stream", "--output-logs=errors-only"];
const isBuilt = spawnSync("pnpm", build, { stdio: "inherit" }).status === 0;
const test = ["--dir", folder, "run", `test:${name}`];
const isPassed = isBuilt && spawnSync("pnpm", test, { stdio: "inherit" }).status === 0;
const { passed, failed } = summarize([], new Map(results()));
// A run that broke off, before its tests or after them, must not look like one without failures.
const broken = !isPassed && failed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed + broken} failed`);
process.exitCode = failed + broken === 0 ? 0 : 1;

function results(): [string, TestResults][] {
  try {
    return [[name, JSON.parse(readFileSync(file, "utf8"))]];
  } catch {
    return [];
  }
}
