import { isLoopback } from "../fetch/loopback.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { environmentIn } from "./environment-names.ts";
import type { ServerModel } from "./model.ts";
import { freeName } from "./names.ts";
import type { ModelReport } from "./report.ts";
import { expanded, urlWithoutChoices } from "./server-template.ts";
import { isOpenOrigin, type ServerTemplate, toServerTemplate } from "./server-variables.ts";

/** What servers are read with. */
export interface ServerContext extends ModelReport {
  /** Names of the client's other options, which variables cannot have. */
  readonly taken: ReadonlySet<string>;
}

/**
 * Returns a list of servers by environment: the one in `x-countersign-environment`, or else the one that the
 * description or URL suggests. A single server without either is `production`. The result is empty if no server
 * has an absolute URL; callers must then pass a base URL. Relative URLs are omitted, and so is a URL that begins
 * with a variable without values.
 */
export function serversOf(
  cursor: Cursor,
  { problems, warnings, taken }: ServerContext,
): ServerModel[] {
  const items = problems
    .attemptEach(cursor.items(), (server) =>
      isRelative(server.at("url").string()) || isOpenOrigin(server) ? [] : [server],
    )
    .flat();
  const seen = new Set<string>();
  return problems.attemptEach(items, (server) => {
    const { url, variables } = checked(server, toServerTemplate(server, taken));
    const description = warnings.text(server.at("description"), "`description`");
    const readable = urlWithoutChoices(server.at("url").string(), server.at("variables").value);
    const environment =
      server.at("x-countersign-environment").optionalString() ??
      freeName(
        environmentIn(description ?? "", readable) ??
          (items.length === 1 ? "production" : "server"),
        seen,
      );
    if (seen.has(environment)) {
      server.fail(
        `Two servers are called "${environment}".`,
        "Give each server its own `x-countersign-environment`.",
      );
    }
    seen.add(environment);
    return { environment, url, description, variables };
  });
}

/** Returns a server's URL with a value for each variable: `values`, or else the value for samples. */
export function exampleUrl(
  { url, variables }: Pick<ServerModel, "url" | "variables">,
  values: Readonly<Record<string, string>> = {},
): string {
  const examples = new Map(variables.map(({ name, example }) => [name, example]));
  return expanded(url, (name) => values[name] ?? examples.get(name)).replace(/\/+$/, "");
}

/** Returns a value for samples for each option that a server requires. */
export function exampleServerOptions({
  variables,
}: Pick<ServerModel, "variables">): Record<string, string> {
  const required = variables.filter((variable) => variable.default === undefined);
  return Object.fromEntries(required.map(({ name, example }) => [name, example]));
}

/** URLs such as `/v1`, `.` and `//host` lack a scheme or host. */
function isRelative(url: string): boolean {
  return /^[/.][^\s\p{Cc}]*$/u.test(url);
}

/** Checks the URL with every value that the document lists, and returns it as a client uses it. */
function checked(server: Cursor, { url, variables }: ServerTemplate): ServerTemplate {
  const cursor = server.at("url");
  for (const { name, values = [] } of variables) {
    for (const value of values) {
      baseUrl(cursor, exampleUrl({ url, variables }, { [name]: value }));
    }
  }
  const { href } = baseUrl(cursor, exampleUrl({ url, variables }));
  return { url: (variables.length > 0 ? url : href).replace(/\/+$/, ""), variables };
}

function baseUrl(cursor: Cursor, url: string): URL {
  const remedy = "Use an absolute https URL without a query, fragment or user name.";
  if (!URL.canParse(url)) cursor.fail(`The server URL ${url} is not absolute.`, remedy);
  const parsed = new URL(url);
  const { protocol, hostname, username, password } = parsed;
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  if (!isSafe || username !== "" || password !== "" || /[?#]/.test(url)) {
    cursor.fail(`The server URL ${url} cannot be used as a base URL.`, remedy);
  }
  return parsed;
}
