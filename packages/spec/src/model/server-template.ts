import { isObject } from "../json/is-object.ts";

/**
 * What a variable of a server's URL is part of. A `host` is the whole host name, and an `origin` the scheme and
 * the host.
 */
export type ServerPart = "origin" | "scheme" | "host" | "label" | "port" | "path";

/** A variable in a server's URL. */
export interface Placeholder {
  /** As written between the braces. */
  readonly name: string;
  readonly part: ServerPart;
}

const PLACEHOLDER = /\{([^{}]+)\}/g;

/** The scheme and the authority of a URL whose parts may be variables. */
const ORIGIN = /^(?<scheme>(?:\{[^{}]*\}|[^{}/])*):\/\/(?<authority>(?:\{[^{}]*\}|[^{}/])*)/;

/** Returns the variables of a server's URL, in order, each once: in the first part that has it. */
export function placeholdersOf(url: string): Placeholder[] {
  const { scheme = "", authority = "" } = ORIGIN.exec(url)?.groups ?? {};
  const host = authority.replace(/:(\{[^{}]*\}|[^{}:])*$/, "");
  const hostStart = scheme.length + "://".length;
  const found = new Map<string, Placeholder>();
  for (const { 0: text, 1: name = "", index } of url.matchAll(PLACEHOLDER)) {
    let part: ServerPart = "path";
    if (authority === "") part = url.slice(0, index).includes("/") ? "path" : "origin";
    else if (index < scheme.length) part = "scheme";
    else if (index < hostStart + host.length) part = host === text ? "host" : "label";
    else if (index < hostStart + authority.length) part = "port";
    if (!found.has(name)) found.set(name, { name, part });
  }
  return [...found.values()];
}

/** Returns a server's URL with the variables that `valueFor` knows replaced, and the others as they are. */
export function expanded(url: string, valueFor: (name: string) => string | undefined): string {
  return url.replace(PLACEHOLDER, (whole, name: string) => valueFor(name) ?? whole);
}

/** Returns the values of a variable's `enum`; undefined if it lists none. */
export function listedValues(variable: unknown): readonly string[] | undefined {
  const values: unknown = isObject(variable) ? variable.enum : undefined;
  return Array.isArray(values) && values.length > 0 ? [...new Set(values.map(String))] : undefined;
}

/**
 * Returns the value that a variable has for every caller, or undefined if callers choose: the only one of its
 * `enum`, https for a scheme, and the default of a path that no caller could write, such as `/v1`.
 */
export function fixedValue({ part }: Placeholder, variable: unknown): string | undefined {
  const values = listedValues(variable);
  const usual = defaultValue(variable);
  if (values?.length === 1) return values[0];
  if (part === "scheme") return values?.includes("https") ? "https" : usual;
  if (values !== undefined || usual === undefined) return undefined;
  const isPath = part === "path" || (part !== "origin" && usual.startsWith("/"));
  return isPath && !new RegExp(patternOf("path", usual)).test(usual) ? usual : undefined;
}

/** Returns the regular expression of the values that stay within their part of a URL, whose default is given. */
export function patternOf(part: ServerPart, given: string | undefined): string {
  const isName = part === "host" || given?.includes(".");
  const values: Readonly<Record<string, string>> = {
    port: "[0-9]{1,5}",
    path: `${SEGMENT}(/${SEGMENT})*`,
  };
  const some = values[part] ?? (isName ? `${LABEL}(\\.${LABEL})*` : LABEL);
  return given === "" ? `^(${some})?$` : `^${some}$`;
}

const LABEL = "[A-Za-z0-9_-]+";
/** Not `.` or `..`, which a URL parser removes. */
const SEGMENT = "[A-Za-z0-9_~-][A-Za-z0-9_.~-]*";

/** Returns a variable's default; undefined if it has none. */
export function defaultValue(variable: unknown): string | undefined {
  const usual: unknown = isObject(variable) ? variable.default : undefined;
  return typeof usual === "string" || typeof usual === "number" ? String(usual) : undefined;
}

/**
 * Returns a server's URL with neutral values for what callers choose, so that the rest of it can be read: a
 * default of `sandbox` does not make it a sandbox. Undefined if it is not absolute.
 */
export function urlWithoutChoices(url: string, variables: unknown): URL | undefined {
  const neutral = new Map(
    placeholdersOf(url).map((placeholder) => {
      const { name, part } = placeholder;
      const variable: unknown =
        isObject(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
      const isOpen = part === "origin" && listedValues(variable) === undefined;
      return [name, fixedValue(placeholder, variable) ?? (isOpen ? undefined : NEUTRAL[part])];
    }),
  );
  const read = expanded(url, (name) => neutral.get(name));
  return URL.canParse(read) ? new URL(read) : undefined;
}

const NEUTRAL: Readonly<Record<ServerPart, string>> = {
  ...{ origin: "https://v", scheme: "https", host: "v", label: "v", port: "1", path: "v" },
};
