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
  return mayFetch(to) && (isLoopback(from) || !isLoopback(to));
}

/** Only https, and http to this machine; a user name or password has no place in a spec folder. */
function mayFetch({ protocol, hostname, username, password }: URL): boolean {
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback({ hostname }));
}

/** RFC 6761 (localhost), RFC 1122 (127/8) and RFC 4291 (::1). */
function isLoopback({ hostname }: Pick<URL, "hostname">): boolean {
  return /^((.+\.)?localhost\.?|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
