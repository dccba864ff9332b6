import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** How far inside a network an IP address is: public internet, private network or this machine. */
export type Reach = "public" | "private" | "loopback";

/** An IP address of a host. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
  readonly reach: Reach;
}

/** How hosts are resolved, and whether requests to them may skip TLS. */
export interface Network {
  /** Returns every IP address of a host. Connections use one of these and no other. */
  readonly resolve: (hostname: string) => Promise<readonly HostAddress[]>;
  /** Whether plain `http:` is allowed beyond this machine, which tests need. */
  readonly allowsPlainHttp: boolean;
}

/** The network of this machine. */
export const NETWORK: Network = { resolve, allowsPlainHttp: false };

async function resolve(hostname: string): Promise<readonly HostAddress[]> {
  const family = isIP(hostname);
  const found =
    family === 0 ? await lookup(hostname, { all: true }) : [{ address: hostname, family }];
  return found.map(({ address, family }) => ({
    address,
    family: family === 6 ? 6 : 4,
    reach: reachOf(address),
  }));
}

const GLOBAL_IPV6 = ipaddr.parseCIDR("2000::/3");

/** Returns how far inside a network an IP address is, by RFC 6890 and the IANA registries it created. */
export function reachOf(address: string): Reach {
  if (!ipaddr.isValid(address)) return "private";
  // An IPv6 address that embeds an IPv4 one, such as `::ffff:127.0.0.1`, has the reach of the latter.
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === "loopback") return "loopback";
  if (range !== "unicast") return "private";
  return parsed.kind() === "ipv6" && !parsed.match(GLOBAL_IPV6) ? "private" : "public";
}

const DEPTH: Readonly<Record<Reach, number>> = { public: 0, private: 1, loopback: 2 };

/** Returns whether a request limited to `limit` may go to `reach`. */
export function isWithin(reach: Reach, limit: Reach): boolean {
  return DEPTH[reach] <= DEPTH[limit];
}

/** Returns the deepest reach among some addresses: an attacker who controls a name needs only one of them. */
export function deepest(addresses: readonly HostAddress[]): Reach {
  return addresses.reduce<Reach>(
    (reach, each) => (isWithin(each.reach, reach) ? reach : each.reach),
    "public",
  );
}
