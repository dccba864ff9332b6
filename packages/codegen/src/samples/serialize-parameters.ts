import type { ParameterStyle } from "@countersign/spec/model";

/** Values of parameters, by name. */
export type ParameterValues = Readonly<Record<string, unknown>>;

/** The parameters of a call, serialised for its request. */
export interface WrittenParameters {
  /** Segments, by the name of their variable. */
  readonly path: ReadonlyMap<string, string>;
  /** Pairs, encoded: `page[size]=10`. */
  readonly query: readonly string[];
  readonly headers: ReadonlyMap<string, string>;
  /** Pairs of the `Cookie` header. */
  readonly cookies: readonly string[];
}

/** Serialises a call's parameters according to OpenAPI 3.1, section 4.8.12. */
export function serializeParameters(
  params: Readonly<Record<string, ParameterValues>>,
  styles: readonly ParameterStyle[],
): WrittenParameters {
  const styleOf = (location: string, name: string): ParameterStyle | undefined =>
    styles.find((style) => style.in === location && style.name === name);
  const entries = (location: string): [string, unknown][] =>
    Object.entries(params[location] ?? {}).filter(([, value]) => value !== undefined);
  const query = entries("query").map(([name, value]) => {
    const style = styleOf("query", name);
    return { isStyled: style !== undefined, pairs: queryPairs(name, value, style) };
  });
  return {
    path: new Map(
      entries("path").map(([name, value]) => [
        name,
        segment(value, styleOf("path", name) ?? plain(name)),
      ]),
    ),
    // Clients write parameters with a non-default style last; the order matters if the query is signed.
    query: [
      ...query.filter((each) => !each.isStyled),
      ...query.filter((each) => each.isStyled),
    ].flatMap(({ pairs }) => pairs),
    headers: new Map(
      entries("header").map(([name, value]) => [
        name,
        simple(value, styleOf("header", name) ?? plain(name), String),
      ]),
    ),
    cookies: entries("cookie").flatMap(([name, value]) =>
      styledPairs(styleOf("cookie", name) ?? { ...plain(name), style: "form" }, value),
    ),
  };
}

/** The style of a parameter in a query, or of a property of a form. */
type QueryStyle = Pick<ParameterStyle, "explode" | "allowReserved"> & {
  readonly style: ParameterStyle["style"] | "deepObject";
};

/** Returns the encoded pairs of a parameter in a query, or of a property of a form. */
export function queryPairs(name: string, value: unknown, given: QueryStyle | undefined): string[] {
  if (given === undefined || given.style === "deepObject") return pairsOf(name, value);
  return styledPairs({ ...given, style: given.style, in: "query", name }, value);
}

function plain(name: string): ParameterStyle {
  return { in: "path", name, style: "simple", explode: false };
}

/** Uses the defaults for a query: `form` for lists, and `deepObject`, which nests, for objects. */
function pairsOf(name: string, value: unknown): string[] {
  const key = name.replace(/[^[\]]+/g, encodeURIComponent);
  if (Array.isArray(value)) return value.map((one) => `${key}=${encodeURIComponent(String(one))}`);
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([inner, child]) => pairsOf(`${name}[${inner}]`, child));
  }
  return value === null ? [] : [`${key}=${encodeURIComponent(String(value))}`];
}

type Encode = (text: string) => string;

function encoder({ allowReserved }: ParameterStyle): Encode {
  return allowReserved
    ? (text) => encodeURI(text).replace(/[#&]/g, encodeURIComponent)
    : encodeURIComponent;
}

const DELIMITERS: Readonly<Record<string, string>> = {
  spaceDelimited: "%20",
  pipeDelimited: "%7C",
};

function styledPairs(style: ParameterStyle, value: unknown): string[] {
  const encode = encoder(style);
  const key = encodeURIComponent(style.name);
  if (style.style === "json") return [`${key}=${encode(JSON.stringify(value))}`];
  const parts = partsOf(value);
  if (style.explode)
    return parts.map(([own, text]) => `${encode(own ?? style.name)}=${encode(text)}`);
  if (parts.length === 0) return [];
  return [`${key}=${flat(parts, encode).join(DELIMITERS[style.style] ?? ",")}`];
}

function segment(value: unknown, style: ParameterStyle): string {
  const encode = encoder(style);
  const { name, explode } = style;
  if (style.style !== "label" && style.style !== "matrix") return simple(value, style, encode);
  const isMatrix = style.style === "matrix";
  const start = isMatrix ? ";" : ".";
  const parts = partsOf(value);
  if (!explode) return `${start}${isMatrix ? `${name}=` : ""}${flat(parts, encode).join(",")}`;
  const keyed = parts.map(([own = isMatrix ? name : undefined, text]) => {
    return `${start}${own === undefined ? "" : `${encode(own)}=`}${encode(text)}`;
  });
  return keyed.join("");
}

function simple(value: unknown, style: ParameterStyle, encode: Encode): string {
  if (style.style === "json") return encode(JSON.stringify(value));
  const parts = partsOf(value);
  if (!style.explode) return flat(parts, encode).join(",");
  return parts
    .map(([own, text]) => `${own === undefined ? "" : `${encode(own)}=`}${encode(text)}`)
    .join(",");
}

type Part = readonly [key: string | undefined, text: string];

/** Returns a list's items, an object's properties with their names, or a single value. */
function partsOf(value: unknown): Part[] {
  if (Array.isArray(value)) return value.map((one): Part => [undefined, String(one)]);
  if (typeof value !== "object" || value === null) return [[undefined, String(value)]];
  return Object.entries(value).map(([key, one]): Part => [key, String(one)]);
}

function flat(parts: readonly Part[], encode: Encode): string[] {
  return parts.flatMap(([key, text]) => (key === undefined ? [text] : [key, text])).map(encode);
}
