// Runs TypeScript samples one after the other in this process, against what stands in for the providers.
// Arguments: the address of the stand-in. Standard input: JSON lines of name and program. Standard output: what became of each, in order.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [standIn = ""] = process.argv.slice(2);
const original = globalThis.fetch;
const log = console.log.bind(console);
let current = "";

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { origin, host } = new URL(request.url);
  const moved = new Request(standIn + request.url.slice(origin.length), request);
  moved.headers.set("x-forwarded-host", host);
  moved.headers.set("x-sample", current);
  return original(moved);
};

for await (const line of createInterface({ input: process.stdin })) {
  const { name, program }: { name: string; program: string } = JSON.parse(line);
  const printed: unknown[] = [];
  console.log = (...values: unknown[]) => printed.push(...values);
  current = name;
  let error: string | undefined;
  try {
    // The end makes it another module, which runs again.
    await import(`${pathToFileURL(program)}?${encodeURIComponent(name)}`);
  } catch (reason) {
    error = String(reason);
  }
  log(JSON.stringify({ name, error, printed: printed.length }));
}
