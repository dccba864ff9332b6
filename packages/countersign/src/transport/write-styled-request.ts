import type { ParameterStyle } from "../provider-table/provider.ts";
import { invalidParameter, plainText } from "./plain-text.ts";
import { type UntypedInit, type WriteRequest, writeRequest } from "./write-request.ts";

/**
 * Writes the request of an operation some of whose parameters have a style of their own; the others are
 * written as `writeRequest` does it.
 *
 * It throws CountersignError `request_invalid` for a value that is deeper than a list or an object, and for
 * one that would make a path's segment empty, `.` or `..`.
 */
export const writeStyledRequest: WriteRequest = async (operation, init, target) => {
  const { path, params, query, headers } = serializeStyled(
    operation.path,
    init.params ?? {},
    operation.styles ?? [],
  );
  const header = { ...params.header, ...headers };
  const plain = { ...init, params: { ...params, header } };
  const draft = await writeRequest({ ...operation, path }, plain, target);
  const separator = draft.url.includes("?") ? "&" : "?";
  const url = query.length > 0 ? new URL(draft.url + separator + query.join("&")).href : draft.url;
  return { ...draft, url };
};

type Params = NonNullable<UntypedInit["params"]>;

/** What parameters became, and those that are still to be written in the default way. */
interface StyledParameters {
  /** The path template, in which those that are written stand. */
  readonly path: string;
  /** Pairs of the query. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Params;
}

/** Writes the parameters that have a style of their own, as OpenAPI 3.1, section 4.8.12.4 shows it. */
export function serializeStyled(
  path: string,
  params: Params,
  styles: readonly ParameterStyle[],
): StyledParameters {
  let written = path;
  const query: string[] = [];
  const cookies: string[] = [];
  const headers: Record<string, string> = {};
  const rest = {
    path: { ...params.path },
    query: { ...params.query },
    header: { ...params.header },
    cookie: { ...params.cookie },
  };
  for (const style of styles) {
    const values: Record<string, unknown> = rest[style.in];
    const value = Object.hasOwn(values, style.name) ? values[style.name] : undefined;
    if (value === undefined || value === null) continue;
    delete values[style.name];
    if (style.in === "query") query.push(...pairs(style, value));
    else if (style.in === "cookie") cookies.push(...pairs(style, value));
    else if (style.in === "header") headers[style.name] = simple(style, value, (text) => text);
    else written = written.replace(`{${style.name}}`, () => segment(style, value));
  }
  if (cookies.length > 0) headers.cookie = cookies.join("; ");
  return { path: written, query, headers, params: rest };
}

type Encode = (text: string) => string;

/**
 * What begins a fragment or another pair is encoded in any case, and everything outside of a query, for which
 * OpenAPI has `allowReserved`: `../` in a path would call another operation.
 */
function encoder({ in: location, allowReserved }: ParameterStyle): Encode {
  return allowReserved && location === "query"
    ? (text) => encodeURI(text).replace(/[#&]/g, encodeURIComponent)
    : encodeURIComponent;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

function pairs(style: ParameterStyle, value: unknown): string[] {
  const { name, explode } = style;
  const encode = encoder(style);
  const key = encodeURIComponent(name);
  if (style.style === "json") return [`${key}=${encode(JSON.stringify(value))}`];
  const parts = partsOf(style, value);
  if (explode) return parts.map(([own, text]) => `${encode(own ?? name)}=${encode(text)}`);
  if (parts.length === 0) return [];
  return [`${key}=${flat(parts, encode).join(DELIMITERS[style.style] ?? ",")}`];
}

function segment(style: ParameterStyle, value: unknown): string {
  const { name, explode } = style;
  const encode = encoder(style);
  const text = ((): string => {
    if (style.style !== "label" && style.style !== "matrix") return simple(style, value, encode);
    const parts = partsOf(style, value);
    const isMatrix = style.style === "matrix";
    const start = isMatrix ? ";" : ".";
    if (!explode) {
      return `${start}${isMatrix ? `${name}=` : ""}${flat(parts, encode).join(",")}`;
    }
    return parts
      .map(([own, one]) => {
        const key = own ?? (isMatrix ? name : undefined);
        return `${start}${key === undefined ? "" : `${encode(key)}=`}${encode(one)}`;
      })
      .join("");
  })();
  if (/^\.{0,2}$/.test(text)) {
    throw invalidParameter("path", name, 'be given, and not as an empty text, "." or ".."');
  }
  return text;
}

function simple(style: ParameterStyle, value: unknown, encode: Encode): string {
  if (style.style === "json") return encode(JSON.stringify(value));
  const parts = partsOf(style, value);
  if (!style.explode) return flat(parts, encode).join(",");
  return parts
    .map(([own, text]) => `${own === undefined ? "" : `${encode(own)}=`}${encode(text)}`)
    .join(",");
}

type Part = readonly [key: string | undefined, text: string];

/** A list's items, an object's properties with their names, or the one value. */
function partsOf({ in: location, name }: ParameterStyle, value: unknown): Part[] {
  const text = (one: unknown): string => plainText(location, name, one);
  if (Array.isArray(value)) return value.map((one): Part => [undefined, text(one)]);
  const prototype: unknown = Object.getPrototypeOf(Object(value));
  if (typeof value !== "object" || value === null || prototype !== Object.prototype) {
    return [[undefined, text(value)]];
  }
  return Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([key, one]): Part => [key, text(one)]);
}

function flat(parts: readonly Part[], encode: Encode): string[] {
  return parts.flatMap(([key, text]) => (key === undefined ? [text] : [key, text])).map(encode);
}
