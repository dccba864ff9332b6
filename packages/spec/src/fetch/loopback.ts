/**
 * Returns whether a host is this machine: RFC 1122 (127/8), RFC 4291 (::1), or RFC 6761 for `localhost` itself. Names
 * below it are not: Node looks them up like any other.
 */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
