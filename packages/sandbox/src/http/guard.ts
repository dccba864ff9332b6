import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";
import { API_PATH } from "../exchange/own-path.ts";
import { Refusal } from "../exchange/refusal.ts";

/** What a guard checks. */
export interface GuardedRequest {
  readonly method?: string | undefined;
  /** Path and query, as on the request line. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Keeps other sites' pages away, which a browser on this machine may have open. */
export interface Guard {
  /**
   * Refuses a request that was meant for another host: a page can point its own domain to this machine ("DNS rebinding")
   * and would then be of the same origin.
   *
   * @throws Refusal 421.
   */
  checkHost(request: GuardedRequest): void;
  /**
   * Refuses what another origin's page sends to the sandbox's own addresses, or reads from there. A link that opens a page
   * is allowed. Programs send neither `Origin` nor `Sec-Fetch-Site`, and pass.
   *
   * @throws Refusal 403.
   */
  checkOrigin(request: GuardedRequest): void;
}

/** Under which names the sandbox is called, besides `localhost` and loopback addresses. */
export interface GuardOptions {
  /** What it listens on. Addresses that mean all interfaces allow every IP address: no domain leads to an IP address. */
  readonly host: string;
  /** Names without a port. */
  readonly allowedHosts: readonly string[];
}

/** The address that a sandbox listens on by default, so that no other machine can reach it. */
export const LOOPBACK_HOST = "127.0.0.1";

/** Creates a guard. */
export function createGuard({ host, allowedHosts }: GuardOptions): Guard {
  const names = new Set(["localhost", ...[host, ...allowedHosts].map(canonical)]);
  const allowsAddresses = isUnspecified(host);
  const isOwn = (name: string) =>
    names.has(name) || isLoopback(name) || (allowsAddresses && isIP(name) !== 0);
  return {
    checkHost({ headers }) {
      const name = nameOf(headers.host ?? "");
      if (name !== undefined && isOwn(name)) return;
      throw new Refusal({
        status: 421,
        code: "foreign_host",
        message:
          "The sandbox does not know the name in the header Host. Call it by localhost or its address, or add the name to " +
          "`allowedHosts` (--allowed-host).",
      });
    },
    checkOrigin({ method, url = "", headers }) {
      const site = headers["sec-fetch-site"];
      const isOwnOrigin = headers.origin === undefined || hostOf(headers.origin) === headers.host;
      const isOwnSite = site === undefined || site === "same-origin" || site === "none";
      const isLink =
        !url.startsWith(`${API_PATH}/`) &&
        headers["sec-fetch-mode"] === "navigate" &&
        (method === "GET" || method === "HEAD");
      if (isOwnOrigin && (isOwnSite || isLink)) return;
      throw new Refusal({
        status: 403,
        code: "foreign_origin",
        message: "Pages of other origins may not use the sandbox's console, control API and pages.",
      });
    },
  };
}

/** Whether an address stands for all interfaces. */
export function isUnspecified(host: string): boolean {
  return host === "0.0.0.0" || canonical(host) === "::";
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

function isLoopback(name: string): boolean {
  const version = isIP(name);
  return version !== 0 && LOOPBACK.check(name, version === 6 ? "ipv6" : "ipv4");
}

/** Returns the name or the address of a `Host` header, without brackets and port. */
function nameOf(host: string): string | undefined {
  const { groups } = /^(\[(?<v6>[\da-f:.]+)\]|(?<name>[\w.-]+))(:\d+)?$/i.exec(host) ?? {};
  return (groups?.v6 ?? groups?.name)?.toLowerCase();
}

/** Returns the name or the address of an option, which may be written as in a URL. */
function canonical(host: string): string {
  return nameOf(host) ?? host.toLowerCase();
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
