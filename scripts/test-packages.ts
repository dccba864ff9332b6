import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { summarize, type TestResults } from "./test-summary.ts";

// `npm run test:packages [-- release | consumers]`: tests the packed packages with a registry and as users run them,
// and ends with one line that counts the tests.

const [only] = process.argv.slice(2);
const suites = ["release", "consumers"].filter((name) => only === undefined || name === only);
const build = ["exec", "turbo", "run", "build", "--ui=stream", "--output-logs=errors-only"];
const isBuilt = suites.length > 0 && spawnSync("pnpm", build, { stdio: "inherit" }).status === 0;
const results = new Map<string, TestResults>();
const isPassed = isBuilt && suites.map(isSuitePassed).every(Boolean);
const { passed, failed, failedTests } = summarize([], results);
for (const name of failedTests) console.log(`failed: ${name}`);
// A run that crashes before or after its tests must not look like a success.
const broken = !isPassed && failed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed + broken} failed`);
process.exitCode = failed + broken === 0 ? 0 : 1;

function isSuitePassed(name: string): boolean {
  const folder = `packages/${name}`;
  const file = `${folder}/.test-results/${name}.json`;
  rmSync(file, { force: true });
  const { status } = spawnSync("pnpm", ["--dir", folder, "run", `test:${name}`], {
    stdio: "inherit",
  });
  try {
    results.set(name, JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return false;
  }
  return status === 0;
}
