import { defineConfig } from "vitest/config";

// Tests with a real registry: they copy the repository, publish it to verdaccio and install from there.
export default defineConfig({
  test: {
    include: ["test-release/**/*.test.ts"],
    reporters: ["default", ["json", { outputFile: ".test-results/release.json" }]],
    testTimeout: 180_000,
    hookTimeout: 300_000,
    // Each file has a registry and a copy of its own; side by side they would only slow one another down.
    fileParallelism: false,
    fsModuleCache: false,
  },
});
