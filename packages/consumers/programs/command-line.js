// Node, Deno and Bun: `command-line.js <module> <origin>` prints the report of a module as JSON.
import process from "node:process";

const [, , module, origin] = process.argv;
const { report } = await import(new URL(module, import.meta.url).href);
console.log(JSON.stringify(await report(origin)));
