import { CountersignError } from "../errors.ts";
import type { Provider } from "../provider.ts";

/** What a caller says about the server to call. */
export interface ServerChoice {
  readonly environment?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/**
 * Returns the base URL of a client: the one given, or the one of the environment. A provider with one
 * server needs neither.
 *
 * @throws CountersignError `configuration_invalid` when the choice is missing or unknown, or the
 * address is not https. Only a loopback address may be plain http.
 */
export function toBaseUrl(provider: Provider, { environment, baseUrl }: ServerChoice): string {
  if (baseUrl !== undefined && environment !== undefined) {
    throw invalid(provider, "give either `environment` or `baseUrl`, not both.");
  }
  const url = baseUrl ?? serverUrl(provider, environment);
  if (!URL.canParse(url)) throw invalid(provider, "`baseUrl` is not an absolute URL.");
  assertSafe(provider, new URL(url));
  return url;
}

/**
 * Returns the base URL of an operation that has servers of its own: the one of the client's environment,
 * or the only one.
 *
 * @throws CountersignError `configuration_invalid` when the operation is not served there.
 */
export function toOperationUrl(
  servers: Readonly<Record<string, string>>,
  client: { provider: Provider; id: string; environment: string | undefined },
): string {
  const { environments, chosen, url } = choose(servers, client.environment);
  if (url !== undefined) return url;
  throw invalid(
    client.provider,
    `\`${client.id}\` is not served in the environment "${chosen ?? "?"}", only in ` +
      `${environments.join(", ")}; give the option \`environment\` or \`baseUrl\` accordingly.`,
  );
}

function serverUrl(provider: Provider, environment: string | undefined): string {
  const { environments, chosen, url } = choose(provider.servers, environment);
  const known = environments.join(", ");
  if (chosen === undefined) {
    throw invalid(provider, `give the option \`environment\` (${known}) or \`baseUrl\`.`);
  }
  if (url === undefined) {
    throw invalid(provider, `there is no environment "${chosen}"; known are ${known}.`);
  }
  return url;
}

/** Returns the environment asked for, or the only one, and its server; undefined where there is none. */
function choose(
  servers: Readonly<Record<string, string>>,
  environment: string | undefined,
): { environments: string[]; chosen: string | undefined; url: string | undefined } {
  const environments = Object.keys(servers);
  const chosen = environment ?? (environments.length === 1 ? environments[0] : undefined);
  const url = chosen !== undefined && Object.hasOwn(servers, chosen) ? servers[chosen] : undefined;
  return { environments, chosen, url };
}

function assertSafe(provider: Provider, url: URL): void {
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    throw invalid(
      provider,
      `the base URL ${url.protocol}//${url.host} is not https; plain http is for loopback addresses only.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid(
      provider,
      "`baseUrl` holds a user name or password; give credentials as options.",
    );
  }
  if (url.search !== "" || url.hash !== "") {
    throw invalid(provider, "`baseUrl` holds a query or fragment; leave it out.");
  }
}

/** RFC 6761 (localhost), RFC 1122 (127/8) and RFC 4291 (::1). */
function isLoopback(hostname: string): boolean {
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function invalid(provider: Provider, text: string): CountersignError {
  return new CountersignError("configuration_invalid", `${provider.title}: ${text}`);
}
