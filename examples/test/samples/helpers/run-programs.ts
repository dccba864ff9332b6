// Runs TypeScript samples one after another in this process, against the proxy of the providers.
// Argument: URL of the proxy. Standard input: JSON lines of name and program. Standard output: each result, in order.

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [proxy = ""] = process.argv.slice(2);
const original = globalThis.fetch;
const log = console.log.bind(console);
let current = "";

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const { origin, host } = new URL(request.url);
  const rerouted = new Request(proxy + request.url.slice(origin.length), request);
  rerouted.headers.set("x-forwarded-host", host);
  rerouted.headers.set("x-sample", current);
  return original(rerouted);
};

for await (const line of createInterface({ input: process.stdin })) {
  const { name, program }: { name: string; program: string } = JSON.parse(line);
  const printed: unknown[] = [];
  console.log = (...values: unknown[]) => printed.push(...values);
  current = name;
  let error: string | undefined;
  try {
    // The query makes it a new module, so that it runs again.
    await import(`${pathToFileURL(program)}?${encodeURIComponent(name)}`);
  } catch (reason) {
    error = String(reason);
  }
  log(JSON.stringify({ name, error, printed: printed.length }));
}
