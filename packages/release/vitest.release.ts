import { defineConfig } from "vitest/config";

// Tests with a real registry: they copy the repository, publish it to verdaccio and install from there.
export default defineConfig({
  test: {
    include: ["test-release/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: ".test-results/release.json" }]],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Each file starts its own registry and copies the repository: in parallel they only slow each other down.
    fileParallelism: false,
    fsModuleCache: false,
  },
});
