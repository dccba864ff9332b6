import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { githubSpec } from "../packages/codegen/test-release/github-document.ts";
import { median } from "./median.ts";

// `pnpm --filter @countersign/benchmarks bench:github`: measures the generator on a large document against
// openapi-typescript's API on the same file, alternately, and the type check of two calls of the generated client.

const RUNS = 5;
const here = fileURLToPath(new URL(".", import.meta.url));
const work = mkdtempSync(join(here, "tmp-"));

interface Figures {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

const NAMES = { seconds: "seconds", cpuSeconds: "CPU seconds", megabytes: "megabytes" };

try {
  const spec = await githubSpec();
  const program = (name: string): string => join(here, name);
  const ours: Figures[] = [];
  const theirs: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const out = join(work, `github-${run}`);
    ours.push(measured(program("generate.ts"), [spec, out]));
    theirs.push(
      measured(program("../packages/codegen/test-release/openapi-typescript.ts"), [
        join(spec, "openapi.json"),
        join(work, "schema.ts"),
      ]),
    );
  }
  for (const measure of ["seconds", "cpuSeconds", "megabytes"] as const) {
    const [own, other] = [ours, theirs].map((all) => median(all.map((one) => one[measure])));
    const ratio = (own ?? 0) / (other ?? 1);
    console.log(
      `GitHub's document, ${NAMES[measure]}: ${own?.toFixed(2)}, openapi-typescript ${other?.toFixed(2)}, ratio ${ratio.toFixed(2)} (at most 1.25)`,
    );
  }
  measureTypeCheck(join(work, "github-0"));
} finally {
  rmSync(work, { recursive: true, force: true });
}

function measured(file: string, args: readonly string[]): Figures {
  const { stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as Figures;
}

function measureTypeCheck(out: string): void {
  const tsc = join(createRequire(import.meta.url).resolve("typescript/package.json"), "../bin/tsc");
  // Built with declarations, as consumers get it.
  writeFileSync(
    join(out, "tsconfig.json"),
    JSON.stringify({
      extends: "../../../tsconfig.base.json",
      compilerOptions: { rootDir: "src/generated", outDir: "dist", types: [] },
      include: ["src/generated"],
    }),
  );
  spawnSync(process.execPath, [tsc, "-p", out]);
  writeFileSync(
    join(work, "program.ts"),
    `import { github } from "${out}/dist/index.js";
import { connect } from "countersign";
const client = connect(github, { baseUrl: "" });
await client.reposGet({ params: { path: { owner: "a", repo: "b" } } });
await client.issuesListForRepo({ params: { path: { owner: "a", repo: "b" } } });
`,
  );
  writeFileSync(
    join(work, "tsconfig.json"),
    JSON.stringify({
      extends: "../tsconfig.json",
      compilerOptions: { noEmit: true, skipLibCheck: true },
      include: ["program.ts"],
    }),
  );
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", work, "--extendedDiagnostics"], {
    encoding: "utf8",
  });
  const figure = (name: string): string =>
    new RegExp(`^${name}:\\s+(\\S+)`, "m").exec(stdout)?.[1] ?? "?";
  const megabytes = Number.parseInt(figure("Memory used"), 10) / 1024;
  console.log(
    `Two calls of GitHub's client: ${figure("Total time")} (at most 0.5 s), ${megabytes.toFixed(0)} MB (at most 130), ${figure("Instantiations")} instantiations (at most 20,000)`,
  );
}
