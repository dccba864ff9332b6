import { defineConfig } from "vitest/config";

// Not part of `npm test`, because these tests first install runtimes, compilers and bundlers.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "src/global-setup.ts",
    // The tests spend most of their time in the processes that they start.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fsModuleCache: false,
    reporters: ["default", ["json", { outputFile: ".test-results/consumers.json" }]],
  },
});
