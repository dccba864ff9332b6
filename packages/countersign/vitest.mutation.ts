import { defineConfig } from "vitest/config";

// Far from UTC, so that what depends on the time zone shows: the tests' threads cannot change it.
process.env.TZ = "Asia/Tokyo";

// Stryker wants a configuration of one project, and only the tests that could notice a mutant.
export default defineConfig({
  test: {
    include: [
      "test/signing/**/*.test.ts",
      "test/webhooks/**/*.test.ts",
      "test/transport/retry.test.ts",
    ],
    // A thousand deliveries per mutant would take hours; the other tests of webhooks kill the same ones.
    exclude: ["test/webhooks/mutants.test.ts"],
    fsModuleCache: false,
  },
});
