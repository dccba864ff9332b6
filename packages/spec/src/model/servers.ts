import { isLoopback } from "../fetch/loopback.ts";
import type { Cursor } from "../openapi/cursor.ts";
import { environmentIn } from "./environment-names.ts";
import type { ServerModel } from "./model.ts";
import { freeName } from "./names.ts";

/**
 * Returns the base URLs of a document by environment. There are none where it names no server, or none that
 * says its host: then callers give a base URL.
 */
export function toServers(root: Cursor): ServerModel[] {
  return serversOf(root.at("servers"));
}

/**
 * Returns a list of servers by environment: by `x-countersign-environment`, or by what description and
 * address say; a single one that says nothing is `production`. Variables have their defaults. A relative
 * address is left out.
 */
export function serversOf(cursor: Cursor): ServerModel[] {
  const items = cursor.items().filter((server) => !isRelative(server.at("url").text()));
  const seen = new Set<string>();
  return items.map((server) => {
    const url = serverUrl(server);
    const description = server.at("description").optionalText();
    const environment =
      server.at("x-countersign-environment").optionalText() ??
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

/** `/v1`, `.` and `//host` say no scheme, or no host. */
function isRelative(url: string): boolean {
  return /^[/.][^\s\p{Cc}]*$/u.test(url);
}

function serverUrl(server: Cursor): string {
  const cursor = server.at("url");
  const url = cursor.text().replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = server.at("variables").at(name);
    if (variable.exists) return variable.at("default").text();
    return cursor.fail(
      `The server URL has a variable {${name}} that is not declared.`,
      "Declare it in `variables`, with a default.",
    );
  });
  const remedy = "Write an absolute https URL without query, fragment or user name.";
  if (!URL.canParse(url)) cursor.fail(`The server URL ${url} is not absolute.`, remedy);
  const { protocol, hostname, username, password, href } = new URL(url);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  if (!isSafe || username !== "" || password !== "" || /[?#]/.test(url)) {
    cursor.fail(`The server URL ${url} cannot be a base URL.`, remedy);
  }
  return href.replace(/\/+$/, "");
}
