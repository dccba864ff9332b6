import { defineConfig } from "vitest/config";

// Far from UTC, to reveal code that depends on the time zone. Test threads cannot change it.
process.env.TZ = "Asia/Tokyo";

// Stryker requires a configuration with one project. Includes only the tests that can detect a mutant.
export default defineConfig({
  test: {
    include: [
      "test/signing/**/*.test.ts",
      "test/webhooks/**/*.test.ts",
      "test/transport/retry.test.ts",
    ],
    // A thousand deliveries per mutant would take hours; the other webhook tests kill the same mutants.
    exclude: ["test/webhooks/mutants.test.ts"],
    fsModuleCache: false,
  },
});
