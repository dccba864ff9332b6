import { gzipSync } from "node:zlib";
import { build } from "esbuild";

// What a bundle grows by: minified, then gzipped, for a browser or a worker.

interface Budget {
  readonly what: string;
  readonly code: string;
  /** Kilobytes of 1000 bytes. */
  readonly limit: number;
}

const budgets: readonly Budget[] = [
  {
    what: "facade with one small provider (Inklink)",
    code: 'export { createInklinkClient } from "countersign/inklink";',
    limit: 6,
  },
  {
    what: "facade with Persona",
    code: 'export { createPersonaClient } from "countersign/persona";',
    limit: 11,
  },
  { what: "verifyWebhook alone", code: 'export { verifyWebhook } from "countersign";', limit: 2 },
];

for (const { what, code, limit } of budgets) {
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
  const verdict = bytes <= limit * 1000 ? "" : "  over the budget";
  console.log(
    `${what}: ${(bytes / 1000).toFixed(2)} kB of at most ${limit.toFixed(1)} kB${verdict}`,
  );
}
