import { isLoopback } from "./loopback.ts";

/** Returns a URL that may be fetched, or undefined: see {@link isFetchable}. */
export function toAddress(text: string, base?: URL): URL | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const address = new URL(text, base);
  address.hash = "";
  return isFetchable(address) ? address : undefined;
}

/**
 * Tells whether a URL may be fetched: `https:`, or `http:` on this machine. A user name or a password
 * has no place in a spec folder.
 */
export function isFetchable(
  { protocol, hostname, username, password }: URL,
  { allowsPlainHttp = false }: { readonly allowsPlainHttp?: boolean } = {},
): boolean {
  if (username !== "" || password !== "") return false;
  return (
    protocol === "https:" || (protocol === "http:" && (allowsPlainHttp || isLoopback(hostname)))
  );
}
