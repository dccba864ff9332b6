import { gzipSync } from "node:zlib";
import { build } from "esbuild";

// Measures what an import adds to a bundle for a browser or a worker, minified and gzipped.

interface Budget {
  readonly name: string;
  readonly code: string;
  /** Kilobytes of 1000 bytes. */
  readonly limit: number;
}

const budgets: readonly Budget[] = [
  {
    name: "facade with one small provider (Inklink)",
    code: 'export { createInklinkClient } from "countersign/inklink";',
    limit: 6,
  },
  {
    name: "facade with Persona",
    code: 'export { createPersonaClient } from "countersign/persona";',
    limit: 11,
  },
  { name: "verifyWebhook alone", code: 'export { verifyWebhook } from "countersign";', limit: 2 },
];

for (const { name, code, limit } of budgets) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    format: "esm",
    minify: true,
    platform: "browser",
    target: "es2022",
    write: false,
  });
  const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
  const verdict = bytes <= limit * 1000 ? "" : "  over budget";
  console.log(
    `${name}: ${(bytes / 1000).toFixed(2)} kB (at most ${limit.toFixed(1)} kB)${verdict}`,
  );
}
