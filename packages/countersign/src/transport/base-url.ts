import { CountersignError } from "../errors/errors.ts";
import { needed } from "../provider-table/needed.ts";
import { own } from "../provider-table/own.ts";
import type { Provider, Servers } from "../provider-table/provider.ts";
import type { CompleteServer } from "./complete-server.ts";

/** A client's options for the server to call; those for the variables of its URL have names of their own. */
export interface ServerChoice {
  readonly environment?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** What the URLs of a client's requests depend on. */
interface UrlSource {
  readonly provider: Provider;
  readonly choice: ServerChoice;
  readonly complete: CompleteServer | undefined;
}

/**
 * Returns a client's base URL: `baseUrl`, or the environment's. A provider with one server needs neither option.
 *
 * @param complete - Completes a URL that has variables; undefined if none has.
 * @throws CountersignError `configuration_invalid` if the environment is missing or unknown, or the URL, which may be
 * that of a table written by hand, is not https. Only a loopback address may use http.
 */
export function toBaseUrl(
  provider: Provider,
  choice: ServerChoice,
  complete?: CompleteServer,
): string {
  const { environment, baseUrl } = choice;
  if (baseUrl === undefined) return serverOf(provider.servers, { provider, choice, complete });
  if (environment === undefined) return checked(baseUrl, provider, "the option `baseUrl`");
  throw invalid(provider, "set the option `environment` or `baseUrl`, not both");
}

/** Returns a base URL that is safe to send credentials to; `what` names it in the error. */
function checked(baseUrl: string, provider: Provider, what: string): string {
  if (safeUrl(baseUrl) === undefined || /[?#]/.test(baseUrl)) {
    throw invalid(
      provider,
      `${what} must be an https URL (http for loopback addresses) without user name, query or fragment`,
    );
  }
  return baseUrl;
}

/**
 * Returns a function that returns the base URL of an operation: the client's, or that of the operation's own servers.
 *
 * @throws what `toBaseUrl` throws.
 */
export function toOperationUrls(
  provider: Provider,
  choice: ServerChoice,
  complete?: CompleteServer,
): (operationId: string) => string {
  const clientUrl = toBaseUrl(provider, choice, complete);
  return (operationId) => {
    const { servers } = provider.operations[operationId] ?? {};
    return servers === undefined || choice.baseUrl !== undefined
      ? clientUrl
      : serverOf(servers, { provider, choice, complete }, ` for \`${operationId}\``);
  };
}

/**
 * Returns the server of an environment, or the only one.
 *
 * @param scope - Names the operation in messages if it has its own servers.
 * @throws CountersignError `configuration_invalid` if there is none.
 */
function serverOf(servers: Servers, { provider, choice, complete }: UrlSource, scope = ""): string {
  const known = Object.keys(servers);
  const environment = choice.environment ?? (known.length === 1 ? known[0] : undefined);
  const server = own(servers)[environment ?? ""];
  if (server !== undefined) {
    const url =
      typeof server === "string"
        ? server
        : needed(complete)(server, choice, provider.title + scope);
    return checked(url, provider, `the server \`${environment}\`${scope}`);
  }
  const given = environment === undefined ? "" : `, not "${environment}"`;
  const problem = `the option \`environment\`${scope} must be one of ${known.join(", ")}${given}; or set \`baseUrl\``;
  throw invalid(provider, problem);
}

/**
 * Returns a URL to which credentials can be sent, or from which keys can be got: https, or http on this machine, and
 * without a user name. Returns undefined for any other.
 */
export function safeUrl(text: string | URL): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  return isSafe && url.username + url.password === "" ? url : undefined;
}

/**
 * Returns whether a host is this machine. Follows RFC 1122 (127/8), RFC 4291 (::1) and RFC 6761 for `localhost` itself,
 * which every system resolves without a name server. Names below it are not loopback: Node looks them up like any other.
 */
function isLoopback(hostname: string): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

function invalid(provider: Provider, problem: string): CountersignError {
  return new CountersignError("configuration_invalid", `${provider.title}: ${problem}.`);
}
