import { readdirSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

const providers = readdirSync(new URL("packages/providers", import.meta.url));

const folders = [
  "packages/cli",
  "packages/codegen",
  "packages/countersign",
  "packages/process",
  "packages/release",
  "packages/sandbox",
  "packages/site",
  "packages/spec",
  "packages/upkeep",
  ...providers.map((name) => `packages/providers/${name}`),
  "examples",
  "scripts",
];

function projectName(folder: string): string {
  return folder === "packages/countersign"
    ? "countersign"
    : `@countersign/${folder.split("/").at(-1)}`;
}

export default defineConfig({
  test: {
    // The cache survives a reinstall that moves the modules it refers to, and imports then fail.
    fsModuleCache: false,
    // Turborepo runs each project separately, in its package's folder; `npm test` totals the reports.
    reporters: [
      "default",
      ["json", { outputFile: join(process.cwd(), ".test-results/vitest.json") }],
    ],
    projects: folders.map((root) => ({
      test: {
        name: projectName(root),
        root,
        setupFiles: [join(import.meta.dirname, "packages/testing/src/setup.ts")],
        // A worker loads a module once for all its files, because a compiler takes longer to load than most tests
        // to run. spec's tests mock modules for single files, so they must be isolated.
        isolate: root === "packages/spec",
        // Many tests start processes, and machines may have few cores.
        testTimeout: 30_000,
        hookTimeout: 60_000,
        include: ["test/**/*.test.ts"],
        typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
      },
    })),
  },
});
