import { generate } from "@countersign/codegen/generate";
import { lintSpec } from "@countersign/spec/lint";

// specs.ts runs this in a separate process, so that its memory is that of the work alone.

const [spec = "", out = ""] = process.argv.slice(2);
const start = performance.now();
await lintSpec(spec);
await generate({ spec, out });
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
