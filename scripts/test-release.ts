import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { summarize, type TestResults } from "./test-summary.ts";

// `pnpm test:release`: publishes everything to a registry of this machine, installs it from there, and counts.

const folder = "packages/release";
const file = `${folder}/.test-results/release.json`;
rmSync(file, { force: true });
const build = ["exec", "turbo", "run", "build", "--ui=stream", "--output-logs=errors-only"];
const isBuilt = spawnSync("pnpm", build, { stdio: "inherit" }).status === 0;
if (isBuilt) spawnSync("pnpm", ["--dir", folder, "run", "test:release"], { stdio: "inherit" });
const { passed, failed } = summarize([], new Map(results()));
// A run that broke off must not look like one without failures.
const broken = passed + failed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed + broken} failed`);
process.exitCode = failed + broken === 0 ? 0 : 1;

function results(): [string, TestResults][] {
  try {
    return [["release", JSON.parse(readFileSync(file, "utf8"))]];
  } catch {
    return [];
  }
}
