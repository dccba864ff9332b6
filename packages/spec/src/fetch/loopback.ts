/** Returns whether a host is this machine: RFC 6761 (localhost), RFC 1122 (127/8) or RFC 4291 (::1). */
export function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost\.?|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
