import { isLoopback } from "../loopback.ts";

/** Returns an address, or undefined when the text is none that may be fetched: see {@link mayFetch}. */
export function toAddress(text: string, base?: URL): URL | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const address = new URL(text, base);
  address.hash = "";
  return mayFetch(address) ? address : undefined;
}

/**
 * Tells whether a redirect may be followed. A site elsewhere must not lead to what runs on this
 * machine, where a request may reach what the site itself cannot.
 */
export function mayFollow(from: URL, to: URL): boolean {
  return mayFetch(to) && (isLoopback(from.hostname) || !isLoopback(to.hostname));
}

/** Only https, and http to this machine; a user name or password has no place in a spec folder. */
function mayFetch({ protocol, hostname, username, password }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
