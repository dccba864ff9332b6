import { own } from "../provider-table/own.ts";
import type { ParameterStyle } from "../provider-table/provider.ts";
import { encodeJson } from "./encode-json.ts";
import { invalidParameter, parameterString } from "./parameter-string.ts";
import { isRecord } from "./value-kind.ts";
import { type UntypedInit, type WriteRequest, writeRequest } from "./write-request.ts";

/**
 * Builds the request for an operation with styled parameters; `writeRequest` serialises the others.
 *
 * It throws CountersignError `request_invalid` for a value nested deeper than a list or an object, and for one that
 * would make a path segment empty, `.` or `..`.
 */
export const writeStyledRequest: WriteRequest = async (operation, init, target) => {
  const { path, params, query, headers } = serializeStyled(
    operation.path,
    init.params ?? {},
    operation.styles ?? [],
  );
  const header = { ...params.header, ...headers };
  const plain = own({ ...init, params: { ...params, header } });
  const draft = await writeRequest(own({ ...operation, path }), plain, target);
  const separator = draft.url.includes("?") ? "&" : "?";
  const url = query.length > 0 ? new URL(draft.url + separator + query.join("&")).href : draft.url;
  return { ...draft, url };
};

type Params = NonNullable<UntypedInit["params"]>;

/** Serialised parameters, and those left for the default styles. */
interface StyledParameters {
  /** The path template, with styled parameters filled in. */
  readonly path: string;
  /** Pairs of the query. */
  readonly query: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly params: Params;
}

/** Serialises the parameters that have a style, as defined in OpenAPI 3.1, section 4.8.12.4. */
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
    else if (style.in === "header") headers[style.name] = simple(style, value, (string) => string);
    else written = written.replaceAll(`{${style.name}}`, () => segment(style, value));
  }
  if (cookies.length > 0) headers.cookie = cookies.join("; ");
  return { path: written, query, headers, params: rest };
}

type Encode = (string: string) => string;

/**
 * `allowReserved` applies only to queries: an unencoded `../` in a path would call another operation. Even in a
 * query, `#` and `&` are always encoded, because they would start a fragment or another pair.
 */
function encoder({ in: location, allowReserved }: ParameterStyle): Encode {
  return allowReserved && location === "query"
    ? (string) => encodeURI(string).replace(/[#&]/g, encodeURIComponent)
    : encodeURIComponent;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

/** Returns the encoded pairs of a query, a cookie or a URL-encoded form. */
export function pairs(style: ParameterStyle, value: unknown): string[] {
  const { name, explode } = style;
  const encode = encoder(style);
  const key = encodeURIComponent(name);
  if (style.style === "json") return [`${key}=${encode(encodeJson(value, name))}`];
  const parts = partsOf(style, value);
  if (explode) return parts.map(([own, string]) => `${encode(own ?? name)}=${encode(string)}`);
  if (parts.length === 0) return [];
  return [`${key}=${flat(parts, encode).join(DELIMITERS[style.style] ?? ",")}`];
}

function segment(style: ParameterStyle, value: unknown): string {
  const { name, explode } = style;
  const encode = encoder(style);
  const string = ((): string => {
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
  if (/^\.{0,2}$/.test(string)) {
    throw invalidParameter("path", name, 'not be missing, empty, "." or ".."');
  }
  return string;
}

function simple(style: ParameterStyle, value: unknown, encode: Encode): string {
  if (style.style === "json") return encode(encodeJson(value, style.name));
  const parts = partsOf(style, value);
  if (!style.explode) return flat(parts, encode).join(",");
  return parts
    .map(([own, string]) => `${own === undefined ? "" : `${encode(own)}=`}${encode(string)}`)
    .join(",");
}

type Part = readonly [key: string | undefined, string: string];

/** Returns an array's items, an object's properties with their names, or the single value. */
function partsOf({ in: location, name }: ParameterStyle, value: unknown): Part[] {
  const string = (one: unknown): string => parameterString(location, name, one);
  if (Array.isArray(value)) return value.map((one): Part => [undefined, string(one)]);
  if (!isRecord(value)) return [[undefined, string(value)]];
  return Object.entries(value)
    .filter(([, one]) => one !== undefined && one !== null)
    .map(([key, one]): Part => [key, string(one)]);
}

function flat(parts: readonly Part[], encode: Encode): string[] {
  return parts
    .flatMap(([key, string]) => (key === undefined ? [string] : [key, string]))
    .map(encode);
}
