import type { Cursor } from "./cursor.ts";
import type { ServerModel } from "./model.ts";

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
      freeName(environmentOf(`${description ?? ""} ${wordsOf(url)}`, items.length), seen);
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

/** Words by which servers are told apart, and the environment that they mean. */
const ENVIRONMENTS: readonly [RegExp, string][] = [
  [/\bsandbox\b/i, "sandbox"],
  [/\bstag(e|ing)\b/i, "staging"],
  [/\b(test|testing|qa|uat)\b/i, "test"],
  [/\b(dev|development|localhost)\b/i, "development"],
  [/\b(prod|production|live)\b/i, "production"],
];

function environmentOf(text: string, servers: number): string {
  const named = ENVIRONMENTS.find(([word]) => word.test(text))?.[1];
  return named ?? (servers === 1 ? "production" : "server");
}

/** Host and path of an address, but for the last label: `.test` and `.dev` are domains like any other. */
function wordsOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return `${hostname.replace(/\.[^.]+$/, "")} ${pathname}`;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${name}${number}`)) return `${name}${number}`;
  }
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

/** RFC 6761 (localhost), RFC 1122 (127/8) and RFC 4291 (::1): what the clients allow without TLS. */
function isLoopback(hostname: string): boolean {
  return /^((.+\.)?localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(hostname);
}
