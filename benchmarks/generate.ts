import { generate } from "@countersign/codegen";

// Run by github.ts and specs.ts in a process of its own, so that its memory is the work's.

const [spec = "", out = ""] = process.argv.slice(2);
const start = performance.now();
await generate({ spec, out });
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
