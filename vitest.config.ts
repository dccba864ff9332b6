import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const folders = [
  "packages/codegen",
  "packages/countersign",
  "packages/sandbox",
  "examples",
  ...readdirSync(new URL("packages/providers", import.meta.url)).map((name) => `packages/providers/${name}`),
];

function projectName(folder: string): string {
  if (folder === "packages/countersign") return "countersign";
  return `@countersign/${folder.split("/").at(-1)}`;
}

export default defineConfig({
  test: {
    projects: folders.map((root) => ({
      test: {
        name: projectName(root),
        root,
        include: ["test/**/*.test.ts"],
        typecheck: { enabled: true, include: ["test/**/*.test-d.ts"], tsconfig: "tsconfig.json" },
      },
    })),
  },
});
