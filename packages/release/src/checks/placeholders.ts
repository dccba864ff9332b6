import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RootFacts } from "./check-contents.ts";

/** Reserved hosts (RFC 2606), which mark a placeholder. */
const RESERVED = /\bexample\.(com|net|org)\b|\.(example|invalid|test)\b/;

/** Returns the facts in the root's package.json that apply to every package. */
export function rootFacts(root: string): RootFacts {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

/** Returns the placeholders that must be filled in before packages are published to a public registry. */
export function placeholders(root: string): string[] {
  const { repository, homepage, bugs } = rootFacts(root);
  const urls = { "repository.url": repository.url, homepage, "bugs.url": bugs.url };
  const open = Object.entries(urls)
    .filter(([, url]) => RESERVED.test(url))
    .map(([key, url]) => `package.json: \`${key}\` is the placeholder ${url}`);
  const security = readFileSync(join(root, "SECURITY.md"), "utf8");
  const contact = /\S+@\S+/.exec(security)?.[0] ?? "";
  return contact === "" || RESERVED.test(contact)
    ? [...open, "SECURITY.md: the contact address is a placeholder"]
    : open;
}

/** Whether a URL is on this machine, so that nothing published there becomes public. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
