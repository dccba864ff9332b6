import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RootFacts } from "./check-contents.ts";

/** Hosts that belong to nobody (RFC 2606): what stands there is still to be filled in. */
const RESERVED = /\bexample\.(com|net|org)\b|\.(example|invalid|test)\b/;

/** Returns what the root's package.json says for all packages. */
export function rootFacts(root: string): RootFacts {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** Returns what has to be filled in before packages are published to people. */
export function placeholders(root: string): string[] {
  const { repository, homepage, bugs } = rootFacts(root);
  const addresses = { "repository.url": repository.url, homepage, "bugs.url": bugs.url };
  const open = Object.entries(addresses)
    .filter(([, address]) => RESERVED.test(address))
    .map(([key, address]) => `package.json: \`${key}\` is the placeholder ${address}`);
  const security = readFileSync(join(root, "SECURITY.md"), "utf8");
  const contact = /\S+@\S+/.exec(security)?.[0] ?? "";
  return contact === "" || RESERVED.test(contact)
    ? [...open, "SECURITY.md: the address for reports is a placeholder"]
    : open;
}

/** Tells whether an address leads to this machine, where nobody gets what is published. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
