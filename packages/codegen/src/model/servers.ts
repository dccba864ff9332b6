import type { Cursor } from "./cursor.ts";
import type { ServerModel } from "./model.ts";

/** Returns the base URLs of a document by environment. */
export function toServers(root: Cursor): ServerModel[] {
  const servers = serversOf(root.at("servers"));
  if (servers.length > 0) return servers;
  return root.fail("The document names no server.", "Add `servers` with an absolute URL each.");
}

/** Returns a list of servers by environment; a single one without a name is `production`. */
export function serversOf(cursor: Cursor): ServerModel[] {
  const items = cursor.items();
  const seen = new Set<string>();
  return items.map((server) => {
    const environment =
      server.at("x-countersign-environment").optionalText() ??
      (items.length === 1 ? "production" : undefined);
    if (environment === undefined) {
      return server.fail(
        "The server has no environment, and there are several servers.",
        "Name it: `x-countersign-environment: sandbox`.",
      );
    }
    if (seen.has(environment)) {
      server.fail(
        `Two servers are called "${environment}".`,
        "Give each server its own environment.",
      );
    }
    seen.add(environment);
    return {
      environment,
      url: serverUrl(server.at("url")),
      description: server.at("description").optionalText(),
    };
  });
}

function serverUrl(cursor: Cursor): string {
  const url = cursor.text();
  const remedy = "Write an absolute https URL without variables, query, fragment or user name.";
  if (url.includes("{")) cursor.fail(`The server URL ${url} has variables.`, remedy);
  if (!URL.canParse(url)) cursor.fail(`The server URL ${url} is not absolute.`, remedy);
  const { protocol, username, password, href } = new URL(url);
  if (protocol !== "https:" || username !== "" || password !== "" || /[?#]/.test(url)) {
    cursor.fail(`The server URL ${url} cannot be a base URL.`, remedy);
  }
  return href.replace(/\/+$/, "");
}
