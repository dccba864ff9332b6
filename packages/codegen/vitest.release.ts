import { defineConfig } from "vitest/config";

// Tests that run before a release: they fetch large documents of others from the npm registry.
export default defineConfig({
  test: {
    include: ["test-release/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    fsModuleCache: false,
  },
});
