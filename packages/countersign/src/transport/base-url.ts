import { CountersignError } from "../errors/errors.ts";
import type { Provider } from "../provider-table/provider.ts";

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
    throw invalid(provider, "the options `environment` and `baseUrl` must not both be given");
  }
  if (baseUrl === undefined) return serverOf(provider.servers, { provider, environment });
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!isSafe || url.username + url.password !== "" || /[?#]/.test(baseUrl)) {
    throw invalid(
      provider,
      "the option `baseUrl` must be an https URL (http for loopback addresses) without user name, query and fragment",
    );
  }
  return baseUrl;
}

/**
 * Returns the server of an environment, or the only one.
 *
 * @throws CountersignError `configuration_invalid` when there is none; it names the operation where that
 * has servers of its own.
 */
export function serverOf(
  servers: Readonly<Record<string, string>>,
  wanted: { provider: Provider; environment: string | undefined; operationId?: string },
): string {
  const { provider, operationId } = wanted;
  const known = Object.keys(servers);
  const environment = wanted.environment ?? (known.length === 1 ? known[0] : undefined);
  const url = Object.entries(servers).find(([name]) => name === environment)?.[1];
  if (url !== undefined) return url;
  const whose = operationId === undefined ? "" : ` of \`${operationId}\``;
  const given = environment === undefined ? "" : `, not "${environment}"`;
  const text = `the option \`environment\`${whose} must be one of ${known.join(", ")}${given}; or give \`baseUrl\``;
  throw invalid(provider, text);
}

/** RFC 6761 (localhost), RFC 1122 (127/8) and RFC 4291 (::1). */
function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}

function invalid(provider: Provider, text: string): CountersignError {
  return new CountersignError("configuration_invalid", `${provider.title}: ${text}.`);
}
