import { generate } from "@countersign/codegen/generate";

// github.ts runs this in a separate process, so that its memory is that of the work alone.

const [spec = "", out = ""] = process.argv.slice(2);
const start = performance.now();
const startCpu = process.cpuUsage();
await generate({ spec, out });
const seconds = (performance.now() - start) / 1000;
// Wall time says little on a busy machine. CPU time includes GC and compilation on other threads.
const { user, system } = process.cpuUsage(startCpu);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, megabytes }));
