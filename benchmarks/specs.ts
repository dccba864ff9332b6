import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { persona } from "@countersign/persona";
import { median } from "./median.ts";

// `pnpm --filter @countersign/benchmarks bench`: measures what depends on the size of a spec. Pairs are measured
// alternately, and their ratio is that of the medians. Absolute times depend on the machine.

const RUNS = 7;
const root = fileURLToPath(new URL("..", import.meta.url));
const CLI = join(root, "packages/cli/bin/countersign.js");
const work = mkdtempSync(join(fileURLToPath(new URL(".", import.meta.url)), "tmp-"));

try {
  measureGeneration();
  measureUnchanged();
  measureHundred();
  measureWarmCache();
  measureTypeCheck();
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Measures the command as users run it, then linter and generator in one process, to know their memory. */
function measureGeneration(): void {
  const command = () => run(CLI, ["generate", join(root, "specs/persona"), "--out", work]);
  command();
  const seconds = median(Array.from({ length: RUNS }, () => timed(command)));
  console.log(`Persona, generate: ${seconds.toFixed(2)} s (at most 2.5 s)`);
  const program = fileURLToPath(new URL("generate-persona.ts", import.meta.url));
  const results = Array.from(
    { length: RUNS },
    () =>
      JSON.parse(run(program, [join(root, "specs/persona"), work])) as {
        seconds: number;
        megabytes: number;
      },
  );
  const both = median(results.map((result) => result.seconds));
  const megabytes = median(results.map((result) => result.megabytes));
  console.log(
    `Persona, lint + bundle + generate: ${both.toFixed(2)} s, ${megabytes.toFixed(0)} MB (at most 8 s, 700 MB)`,
  );
}

/** Runs a program and returns its output. */
function run(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Measures the command when nothing changed: it reads specs, generator and packages. */
function measureUnchanged(): void {
  const command = () => run(CLI, ["generate", "--check"]);
  command();
  const seconds = median(Array.from({ length: RUNS }, () => timed(command)));
  console.log(`All five, generate with nothing changed: ${seconds.toFixed(2)} s (at most 0.4 s)`);
}

/** Measures the commands in a workspace of 100 providers of which nothing changed. */
function measureHundred(): void {
  const workspace = join(work, "hundred");
  mkdirSync(join(workspace, "node_modules"), { recursive: true });
  writeFileSync(join(workspace, "package.json"), "{}");
  for (let count = 1; count <= 100; count += 1) {
    cpSync(join(root, "specs/paywint"), join(workspace, `specs/p${count}`), { recursive: true });
  }
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@acme.test", ...args], {
      cwd: workspace,
    });
  const runHere = (command: string) =>
    spawnSync(process.execPath, [CLI, command], { cwd: workspace });
  runHere("generate");
  writeFileSync(join(workspace, ".gitignore"), "node_modules\n");
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message=work");
  for (const [command, limit] of [
    ["generate", 1],
    ["diff", 2],
  ] as const) {
    const times = Array.from({ length: RUNS }, () => timed(() => runHere(command)));
    console.log(
      `100 providers, ${command} with nothing changed: ${median(times).toFixed(2)} s (at most ${limit} s)`,
    );
  }
}

/** Measures `pnpm generate` when nothing changed. */
function measureWarmCache(): void {
  const tasks = [
    "exec",
    "turbo",
    "run",
    "lint:spec",
    "generate",
    "--output-logs=none",
    "--ui=stream",
  ];
  const run = () => {
    const { status, stdout } = spawnSync("pnpm", tasks, { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(stdout);
  };
  run();
  const seconds = median(Array.from({ length: RUNS }, () => timed(run)));
  console.log(`All five, lint + generate from a warm cache: ${seconds.toFixed(2)} s (at most 1 s)`);
}

/** Measures the type check of a consumer with fifty calls against one with a single call. */
function measureTypeCheck(): void {
  const one = writeConsumer("one", 1);
  const fifty = writeConsumer("fifty", 50);
  const times = { one: [] as number[], fifty: [] as number[] };
  for (let run = -1; run < RUNS; run += 1) {
    const pair = { one: timed(() => check(one)), fifty: timed(() => check(fifty)) };
    if (run < 0) continue;
    times.one.push(pair.one);
    times.fifty.push(pair.fifty);
  }
  const [a, b] = [median(times.one), median(times.fifty)];
  console.log(
    `Type check with 1 call ${a.toFixed(2)} s, with 50 calls ${b.toFixed(2)} s: ratio ${(b / a).toFixed(2)} (at most 1.5)`,
  );
}

function writeConsumer(name: string, count: number): string {
  const folder = join(work, name);
  mkdirSync(folder);
  const calls = callable().slice(0, count);
  if (calls.length < count) throw new Error(`only ${calls.length} operations can be called`);
  const lines = calls.map((call, index) => `export const r${index} = await client.${call};`);
  writeFileSync(
    join(folder, "index.ts"),
    `import { createPersonaClient } from "countersign/persona";\nconst client = createPersonaClient({ apiKey: "k" });\n${lines.join("\n")}\n`,
  );
  const config = { extends: "../../tsconfig.json", include: ["index.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return folder;
}

/** Returns calls that need only path parameters. */
function callable(): string[] {
  const document = createRequire(import.meta.url)("@countersign/persona/openapi.json");
  return Object.entries(persona.operations).flatMap(([id, { method, path }]) => {
    const operation = document.paths[path][method.toLowerCase()];
    const parameters = [
      ...(document.paths[path].parameters ?? []),
      ...(operation.parameters ?? []),
    ].map((parameter) =>
      parameter.$ref ? document.components.parameters[parameter.$ref.split("/").at(-1)] : parameter,
    );
    const needsMore = parameters.some(
      ({ in: location, required }) => required && location !== "path",
    );
    if (needsMore || operation.requestBody?.required) return [];
    const names = [...path.matchAll(/\{([^}]+)\}/g)].map(
      ([, name]) => `${JSON.stringify(name)}: "x"`,
    );
    return [`${id}(${names.length > 0 ? `{ params: { path: { ${names.join(", ")} } } }` : ""})`];
  });
}

function check(folder: string): void {
  const { status, stdout } = spawnSync("tsc", ["-p", folder], { encoding: "utf8" });
  if (status !== 0) throw new Error(stdout);
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
