// Prints a page whose modules can import packages by name, unbundled: browsers do not look into `node_modules` and
// need the URL of each name.
import { readFileSync } from "node:fs";

const providers = ["inklink", "p100", "paywint", "persona", "qash"];
const schemes = JSON.parse(readFileSync("vector-files.json", "utf8"));
const names = [
  "openapi-fetch",
  "eventsource-parser",
  "countersign",
  ...providers.flatMap((name) => [`countersign/${name}`, `@countersign/${name}`]),
  ...schemes.map((scheme) => `countersign/vectors/${scheme}`),
];
const root = new URL(".", import.meta.url).href;
const imports = Object.fromEntries(
  names.map((name) => [name, import.meta.resolve(name).replace(root, "/")]),
);
console.log(`<!doctype html>
<script type="importmap">${JSON.stringify({ imports })}</script>`);
