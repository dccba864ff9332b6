import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

// The baseline for measuring the generator: openapi-typescript's own API, from file to file.

const [document = "", out = ""] = process.argv.slice(2);
const start = performance.now();
const startCpu = process.cpuUsage();
const text = astToString(await openapiTS(pathToFileURL(document), { silent: true }));
writeFileSync(out, text);
const seconds = (performance.now() - start) / 1000;
if (readFileSync(out, "utf8") !== text) throw new Error("the file differs from what was written");
// On a busy machine, wall-clock time is unreliable. CPU time includes GC and compilation on other threads.
const { user, system } = process.cpuUsage(startCpu);
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, megabytes }));
