import { CountersignError } from "../errors/errors.ts";
import type { ServerTemplate } from "../provider-table/provider.ts";

/** Returns the URL of a server that has variables. */
export type CompleteServer = typeof completeServer;

/**
 * Returns the URL of a server, with a client's options in its variables.
 *
 * @param options - The client's options, of which only own properties count.
 * @param subject - Beginning of error messages: the API's title.
 * @throws CountersignError `configuration_invalid` if an option is missing, or is a value that the document does
 * not list or that is more than its part of the URL.
 */
export function completeServer(server: ServerTemplate, options: object, subject: string): string {
  const given = new Map<string, unknown>(Object.entries(options));
  const url = server.url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const { values, pattern = "", default: usual } = server.variables[name] ?? {};
    const value = given.get(name) ?? usual;
    const isValue = (text: string): boolean =>
      values?.includes(text) ?? new RegExp(pattern).test(text);
    if (typeof value === "string" && isValue(value)) return value;
    const allowed = values?.join(", ") ?? `a string that matches ${pattern}`;
    const problem = `the option \`${name}\` must be ${values ? "one of " : ""}${allowed}, as part of ${server.url}`;
    throw new CountersignError(
      "configuration_invalid",
      `${subject}: ${problem}; or set \`baseUrl\`.`,
    );
  });
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: "", host: "" };
  // Guards against a value that a URL parser reads as something else, such as a number as an IP address.
  if (host !== "" && url.toLowerCase().startsWith(`${protocol}//${host}`)) {
    return url.replace(/\/+$/, "");
  }
  throw new CountersignError(
    "configuration_invalid",
    `${subject}: the server URL ${url} is not valid.`,
  );
}
