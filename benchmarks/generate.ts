import { generate } from "@countersign/codegen/generate";

// Run by github.ts in a process of its own, so that its memory is the work's.

const [spec = "", out = ""] = process.argv.slice(2);
const start = performance.now();
const startCpu = process.cpuUsage();
await generate({ spec, out });
const seconds = (performance.now() - start) / 1000;
// On a busy machine the clock tells little; GC and compilation on other threads count here.
const { user, system } = process.cpuUsage(startCpu);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, megabytes }));
