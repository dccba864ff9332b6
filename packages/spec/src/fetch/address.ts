import { isLoopback } from "./loopback.ts";

/** Parses a URL, without its fragment. Returns undefined if it is invalid or not {@link isFetchable}. */
export function toAddress(text: string, base?: URL): URL | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = "";
  return isFetchable(url) ? url : undefined;
}

/**
 * Returns whether a URL may be fetched: `https:`, or `http:` on this machine. A URL with a user name or
 * password is refused, since credentials do not belong in a spec folder.
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
