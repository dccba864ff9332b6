import { existsSync, globSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { runTurbo } from "./run-turbo.ts";
import { summarize, type TaskResult, type TestResults } from "./test-summary.ts";

// `npm test`: runs every check of the repository, and ends with one line that counts them.

const packages = globSync(["packages/*", "packages/providers/*", "examples", "scripts"]).filter(
  (folder) => existsSync(join(folder, "package.json")),
);
for (const folder of packages)
  rmSync(join(folder, ".test-results"), { recursive: true, force: true });
rmSync(".turbo/runs", { recursive: true, force: true });

const checks = ["check", "words", "lint:spec", "lint:documents", "typecheck", "test"];
const options = [
  "--continue",
  "--summarize",
  "--output-logs=new-only",
  "--log-order=grouped",
  // Most tasks keep a core busy. Running more at once gains nothing, and slows down tests that depend on time.
  `--concurrency=${Math.max(2, availableParallelism())}`,
];
// First, because every build generates.
const stale = await runTurbo(["generate:check"], options);
const code = (await runTurbo(checks, options)) || stale;

const tasks = globSync(".turbo/runs/*.json").flatMap(
  (file) => readJson<{ tasks: TaskResult[] }>(file).tasks,
);
const results = new Map(
  globSync(packages.map((folder) => `${folder}/.test-results/vitest.json`)).map((file) => {
    const { name } = readJson<{ name: string }>(join(dirname(dirname(file)), "package.json"));
    return [`${name}#test`, readJson<TestResults>(file)];
  }),
);
const { passed, failed, failedTasks, failedTests } = summarize(tasks, results);
for (const name of [...failedTasks, ...failedTests]) console.log(`failed: ${name}`);
// A run that crashes before its tasks must not look like a success.
const broken = code !== 0 && failed === 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed + broken} failed`);
process.exitCode = code;

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8")) as T;
}
