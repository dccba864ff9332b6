import { defineConfig } from "vitest/config";

// Not part of `npm test`: these tests install runtimes, compilers and bundlers first.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "src/global-setup.ts",
    // Most of the time goes into processes that they start.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fsModuleCache: false,
    reporters: ["default", ["json", { outputFile: ".test-results/consumers.json" }]],
  },
});
