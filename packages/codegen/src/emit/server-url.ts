import type { Model } from "@countersign/spec/model";
import { serverOptions } from "./server-options.ts";
import { literal } from "./text.ts";

/** Whether the URLs that a plain client calls have variables. Operations' own servers are the facade's business. */
export function hasVariables({ servers }: Model): boolean {
  return servers.some(({ variables }) => variables.length > 0);
}

/** Returns the options of a plain client, for a document whose servers have variables. */
export function variableServerOptions(model: Model): string {
  const { servers, typeName } = model;
  const own = new Set(servers.flatMap(({ variables }) => variables.map(({ name }) => name)));
  const all = serverOptions(model).flatMap(({ options }) => options.map(({ name }) => name));
  const others = [...new Set(all)].filter((name) => !own.has(name));
  const optionsOf = (environment: string): string => {
    const type = `${typeName}ServerOptions[${environment}]`;
    if (others.length === 0) return type;
    return `Omit<${type}, ${others.map((name) => literal(name)).join(" | ")}>`;
  };
  const isOnly = servers.length === 1;
  const members = servers.map(
    ({ environment }) => `    | ({
        /** Which server to call. ${isOnly ? `Default: ${literal(environment)}` : "There is no default"}. */
        environment${isOnly ? "?" : ""}: ${literal(environment)};
        baseUrl?: undefined;
      } & ${optionsOf(literal(environment))})
`,
  );
  return `export type ClientOptions = Omit<FetchClientOptions, "baseUrl"> &
  (
${members.join("")}    | ({
        /** Calls this URL instead of one of the provider's servers. */
        baseUrl: string;
        environment?: undefined;
      } & { [Option in keyof ${optionsOf(`keyof ${typeName}ServerOptions`)}]?: undefined })
  );
`;
}

/** The function `serverUrl` of a plain client. The facade has the same as `completeServer`. */
export const SERVER_URL = `
interface ServerTemplate {
  readonly url: string;
  readonly variables: Readonly<Record<string, ServerVariable>>;
}

interface ServerVariable {
  readonly values?: readonly string[];
  readonly pattern?: string;
  readonly default?: string;
}

/** Returns the URL of an environment's server, with the options that are part of it; undefined if there is none. */
function serverUrl(environment: string, options: object): string | undefined {
  const servers = new Map<string, string | ServerTemplate>(Object.entries(apiServers));
  const server = servers.get(environment);
  if (typeof server !== "object") return server;
  const given = new Map<string, unknown>(Object.entries(options));
  const url = server.url.replace(/\\{(\\w+)\\}/g, (_, name: string) => {
    const { values, pattern = "", default: usual } = server.variables[name] ?? {};
    const value = given.get(name) ?? usual;
    const isValue = (text: string): boolean => values?.includes(text) ?? new RegExp(pattern).test(text);
    if (typeof value === "string" && isValue(value)) return value;
    const allowed = values === undefined ? \`a string that matches \${pattern}\` : \`one of \${values.join(", ")}\`;
    throw new TypeError(\`The option "\${name}" must be \${allowed}: it is part of \${server.url}.\`);
  });
  const { protocol, host } = URL.canParse(url) ? new URL(url) : { protocol: "", host: "" };
  // Guards against a value that a URL parser reads as something else, such as a number as an IP address.
  if (host !== "" && url.toLowerCase().startsWith(\`\${protocol}//\${host}\`)) return url.replace(/\\/+$/, "");
  throw new TypeError(\`The server URL \${url} is not valid.\`);
}
`;
