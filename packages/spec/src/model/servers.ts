import { isLoopback } from "../fetch/loopback.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { environmentIn } from "./environment-names.ts";
import type { ServerModel } from "./model.ts";
import { freeName } from "./names.ts";
import type { ModelReport } from "./report.ts";

/**
 * Returns the base URLs of a document, by environment. The result is empty if no server has an absolute URL;
 * callers must then pass a base URL.
 */
export function toServers(root: Cursor, report: ModelReport): ServerModel[] {
  return serversOf(root.at("servers"), report);
}

/**
 * Returns a list of servers by environment: the one in `x-countersign-environment`, or else the one that the
 * description or URL suggests. A single server without either is `production`. Variables get their defaults.
 * Relative URLs are omitted.
 */
export function serversOf(cursor: Cursor, { problems, warnings }: ModelReport): ServerModel[] {
  const items = problems
    .attemptEach(cursor.items(), (server) =>
      isRelative(server.at("url").string()) ? [] : [server],
    )
    .flat();
  const seen = new Set<string>();
  return problems.attemptEach(items, (server) => {
    const url = serverUrl(server);
    const description = warnings.text(server.at("description"), "`description`");
    const environment =
      server.at("x-countersign-environment").optionalString() ??
      freeName(
        environmentIn(description ?? "", new URL(url)) ??
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
    return { environment, url, description };
  });
}

/** URLs such as `/v1`, `.` and `//host` lack a scheme or host. */
function isRelative(url: string): boolean {
  return /^[/.][^\s\p{Cc}]*$/u.test(url);
}

function serverUrl(server: Cursor): string {
  const cursor = server.at("url");
  const url = cursor.string().replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = server.at("variables").at(name);
    if (variable.exists) return variable.at("default").string();
    return cursor.fail(
      `The server URL has an undeclared variable {${name}}.`,
      "Declare it in `variables`, with a default.",
    );
  });
  const remedy = "Use an absolute https URL without a query, fragment or user name.";
  if (!URL.canParse(url)) cursor.fail(`The server URL ${url} is not absolute.`, remedy);
  const { protocol, hostname, username, password, href } = new URL(url);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  if (!isSafe || username !== "" || password !== "" || /[?#]/.test(url)) {
    cursor.fail(`The server URL ${url} cannot be used as a base URL.`, remedy);
  }
  return href.replace(/\/+$/, "");
}
