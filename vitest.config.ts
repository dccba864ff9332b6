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
    // It outlives a reinstall that moves what it refers to, and tests then fail on import.
    fsModuleCache: false,
    // Turborepo runs one project at a time, in its package's folder; `npm test` adds the counts up.
    reporters: [
      "default",
      ["json", { outputFile: join(process.cwd(), ".test-results/vitest.json") }],
    ],
    projects: folders.map((root) => ({
      test: {
        name: projectName(root),
        root,
        // Many tests start processes, on machines with few cores.
        testTimeout: 30_000,
        hookTimeout: 60_000,
        include: ["test/**/*.test.ts"],
        typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
      },
    })),
  },
});
