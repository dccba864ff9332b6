import { lookup } from "node:dns/promises";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { BlockList, isIP, isIPv6 } from "node:net";

/** What may be fetched, and how much of it. */
export interface RemoteLimits {
  /** Tells whether a connection to an IP address is allowed. Default: to public ones. */
  readonly mayConnect: (address: string) => boolean;
  /** Default: `https:` alone. */
  readonly protocols: readonly string[];
  /** Of one file. Default: 50 MB. */
  readonly maxBytes: number;
  /** For one file, redirects included. Default: 60 seconds. */
  readonly timeoutInMs: number;
}

const DEFAULT_LIMITS: RemoteLimits = {
  mayConnect: isPublic,
  protocols: ["https:"],
  maxBytes: 50_000_000,
  timeoutInMs: 60_000,
};

const MAX_REDIRECTS = 5;

/**
 * Returns the text of a file at an address. The host's IP addresses are looked up first, and the connection
 * goes to one that was judged: a name that leads to a private network, now or a moment later, leads
 * nowhere.
 *
 * @throws Error that says in one sentence's part why it cannot be fetched.
 */
export async function fetchRemote(
  address: string,
  limits: Partial<RemoteLimits> = {},
): Promise<string> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  const signal = AbortSignal.timeout(all.timeoutInMs);
  let url = new URL(address);
  url.hash = "";
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await request(url, { limits: all, signal });
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return readText(response, all.maxBytes);
    response.destroy();
    const isRedirect = [301, 302, 303, 307, 308].includes(statusCode);
    if (!isRedirect || headers.location === undefined || !URL.canParse(headers.location, url)) {
      throw new Error(`its server answers with status ${statusCode}`);
    }
    url = new URL(headers.location, url);
  }
  throw new Error(`its server redirects more than ${MAX_REDIRECTS} times`);
}

async function request(
  url: URL,
  { limits, signal }: { limits: RemoteLimits; signal: AbortSignal },
): Promise<IncomingMessage> {
  if (!limits.protocols.includes(url.protocol)) throw new Error("it is not an https address");
  if (url.username !== "" || url.password !== "") throw new Error("it holds a user name");
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(hostname) === 0 ? await lookup(hostname, { all: true }) : [{ address: hostname }];
  // All of them: an attacker needs only one.
  if (!addresses.every(({ address }) => limits.mayConnect(address))) {
    throw new Error("its host is in a private network");
  }
  const [{ address } = { address: "" }] = addresses;
  const family = isIPv6(address) ? 6 : 4;
  const { request: send } = url.protocol === "https:" ? https : http;
  return new Promise((done, fail) => {
    const sent = send(url, {
      signal,
      headers: { accept: "application/json, application/yaml, text/yaml, */*" },
      // The judged address, not one that the name has by now.
      lookup: (_, options, found) => {
        if (options.all) found(null, [{ address, family }]);
        else found(null, address, family);
      },
    });
    sent.on("response", done).on("error", fail).end();
  });
}

async function readText(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) {
      response.destroy();
      throw new Error(`it is larger than ${maxBytes} bytes`);
    }
    chunks.push(bytes);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
}

/** RFC 6890 and its successors: networks that are not the public internet. */
const PRIVATE = new BlockList();
for (const network of [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
]) {
  const [start = "", prefix] = network.split("/");
  PRIVATE.addSubnet(start, Number(prefix), "ipv4");
}
// Those that carry IPv4 addresses, and documentation.
for (const network of ["2001::/32", "2001:db8::/32", "2002::/16"]) {
  const [start = "", prefix] = network.split("/");
  PRIVATE.addSubnet(start, Number(prefix), "ipv6");
}
const GLOBAL_IPV6 = new BlockList();
GLOBAL_IPV6.addSubnet("2000::", 3, "ipv6");

/** Tells whether an IP address is one of the public internet. */
export function isPublic(address: string): boolean {
  if (isIPv6(address)) {
    return GLOBAL_IPV6.check(address, "ipv6") && !PRIVATE.check(address, "ipv6");
  }
  return isIP(address) === 4 && !PRIVATE.check(address, "ipv4");
}
