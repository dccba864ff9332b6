import type { Model } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { joiningRequest, requestOption } from "./joining-request.ts";
import { code, listed } from "./markdown.ts";
import { hasVariables, SERVER_URL, variableServerOptions } from "./server-url.ts";
import { docComment, header, literal } from "./text.ts";

/** Returns the module that creates a plain client: the only one in a package that imports openapi-fetch. */
export function emitClient(model: Model, source: string): EmittedFile {
  const hasStreams = model.operations.some(({ eventStream }) => eventStream !== undefined);
  const text = [
    header(source),
    `
import openapiFetch, {
  type Client as OpenApiFetchClient,
  type ClientOptions as FetchClientOptions,
  type FetchOptions,
  type ParseAs,
  type ParseAsResponse,
  type QuerySerializerOptions,
} from "openapi-fetch";
import type { ${model.typeName}Paths } from "./operations.ts";
import { ${model.servers.length > 0 ? "apiHeaders, apiServers" : "apiHeaders"} } from "./provider.ts";
${hasVariables(model) ? `import type { ${model.typeName}ServerOptions } from "./servers.ts";\n` : ""}
`,
    docComment([
      `Options of a plain client for the ${model.title}: the options of openapi-fetch, and the server to call.`,
    ]),
    serverOptions(model),
    "\n",
    docComment([
      `A plain client for the ${model.title}: an openapi-fetch client whose responses have the documented types.`,
      "openapi-fetch's own types would turn the strings of an extensible enum into objects of string methods, " +
        "so that a value in a response would no longer be a `string`.",
      hasStreams
        ? 'It does not parse server-sent events, and fails to read them as JSON: pass `parseAs: "stream"` for their ' +
          "bytes, or use the `countersign` package."
        : undefined,
    ]),
    clientTypes(model, hasStreams),
    "\n",
    docComment(
      [
        `Returns a typed openapi-fetch client for the ${model.title}.`,
        "It adds no credentials: pass them in `headers`, or use the `countersign` package, which also signs requests. " +
          "It does not follow redirects unless you set `redirect`, since fetch would send credentials " +
          "and body to another host; a 3xx response is returned as an error.",
        stylesNote(model),
      ],
      {
        tags: model.servers.length > 0 ? [`@throws TypeError when ${whatIsMissing(model)}.`] : [],
      },
    ),
    createClient(model),
    joiningRequest(model),
    ...(hasVariables(model) ? [SERVER_URL] : []),
    MERGE_HEADERS,
  ];
  return { path: "src/generated/client.ts", text: text.join("") };
}

/**
 * Returns the types of a plain client. A call's types are looked up by method and literal path: a type that computes
 * with all paths of a document takes seconds if there are a thousand.
 */
function clientTypes({ typeName }: Model, hasStreams: boolean): string {
  const body = hasStreams ? "Exclude<Body, AsyncIterable<unknown>>" : "Body";
  return `export type Client = Pick<OpenApiFetchClient<object>, "use" | "eject"> & {
  /** Calls an operation by method and path. */
  request<Method extends Lowercase<HttpMethod>, Path extends string, As extends ParseAs = "json">(
    method: Method,
    path: KnownPath<ByPath<Uppercase<Method>>, Path>,
    ...init: Arguments<OperationAt<ByPath<Uppercase<Method>>, Path>, As>
  ): Promise<Result<OperationAt<ByPath<Uppercase<Method>>, Path>, As>>;
} & {
  /** Calls an operation by path. */
  [Method in HttpMethod]: PathMethod<ByPath<Method>>;
};

type HttpMethod = "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE";

type ByPath<Method extends string> = Method extends keyof ${typeName}Paths ? ${typeName}Paths[Method] : unknown;

// The constraint of Path is not \`keyof Operations\`, and types have brackets, so that the compiler never evaluates them for
// every path of the document.
type PathMethod<Operations> = <Path extends string, As extends ParseAs = "json">(
  path: KnownPath<Operations, Path>,
  ...init: Arguments<OperationAt<Operations, Path>, As>
) => Promise<Result<OperationAt<Operations, Path>, As>>;

type KnownPath<Operations, Path> = [Path] extends [keyof Operations] ? Path : keyof Operations;

type OperationAt<Operations, Path> = [Path] extends [keyof Operations] ? Operations[Path] : unknown;

type Arguments<Operation, As extends ParseAs> = [Operation] extends [{ input: infer Input }]
  ? object extends Input
    ? [init?: Input & CallOptions<As, BodyOf<Input>, QueryOf<Input>>]
    : [init: Input & CallOptions<As, BodyOf<Input>, QueryOf<Input>>]
  : [init?: CallOptions<As>];

type BodyOf<Input> = Input extends { body?: infer Body } ? Exclude<Body, FormData | undefined> : undefined;

type QueryOf<Input> = Input extends { params?: { query?: infer Query } } ? NonNullable<Query> : undefined;

interface CallOptions<As extends ParseAs, Body = unknown, Query = unknown>
  extends Omit<FetchOptions<unknown>, "params" | "body" | "bodySerializer" | "querySerializer" | "parseAs"> {
  parseAs?: As;
  bodySerializer?: (body: Body) => unknown;
  querySerializer?: ((query: Query) => string) | QuerySerializerOptions;
}

type Result<Operation, As extends ParseAs> = Operation extends { response: infer Body; errors: infer Errors }
  ?
      | { data: ParseAsResponse<${body}, { parseAs: As }>; error?: never; response: Response }
      | { data?: never; error: AnyOf<Errors>; response: Response }
  : never;

/** The body of any error; unknown if the document describes none. */
type AnyOf<Errors> = [keyof Errors] extends [never] ? unknown : Errors[keyof Errors];
`;
}

/** Names this many parameters whose style openapi-fetch does not know. */
const MOST_NAMED = 3;

/** Returns what openapi-fetch writes otherwise than the document declares, or undefined if there is nothing. */
function stylesNote({ operations }: Model): string | undefined {
  const styled = operations.flatMap(({ id, styles, encodings }) =>
    [...styles, ...encodings].map(({ name }) => `${code(name)} of ${code(id)}`),
  );
  if (styled.length === 0) return undefined;
  const named = styled.slice(0, MOST_NAMED);
  const rest = styled.length - named.length;
  const list = listed([...named, ...(rest > 0 ? [`${rest} more`] : [])]);
  return (
    "openapi-fetch does not know the style or encoding that the document declares for " +
    `${list}. Pass \`querySerializer\`, \`pathSerializer\` or \`bodySerializer\` with such a call, or use the ` +
    "`countersign` package."
  );
}

function whatIsMissing(model: Model): string {
  const neither = "neither a known `environment` nor a `baseUrl` is given";
  return hasVariables(model) ? `${neither}, or an option has a wrong value` : neither;
}

function serverOptions(model: Model): string {
  if (hasVariables(model)) return variableServerOptions(model);
  const { servers } = model;
  const environment = "keyof typeof apiServers";
  if (servers.length === 0) {
    return `export type ClientOptions = FetchClientOptions & {
  /** Base URL to call: the document declares no server. */
  baseUrl: string;
};
`;
  }
  if (servers.length === 1) {
    return `export type ClientOptions = FetchClientOptions & {
  /** Which server to call. Default: ${literal(servers[0]?.environment)}. */
  environment?: ${environment};
};
`;
  }
  return `export type ClientOptions = Omit<FetchClientOptions, "baseUrl"> &
  (
    | {
        /** Which server to call. There is no default. */
        environment: ${environment};
        baseUrl?: undefined;
      }
    | {
        /** Calls this URL instead of one of the provider's servers. */
        baseUrl: string;
        environment?: undefined;
      }
  );
`;
}

function createClient(model: Model): string {
  const { servers, title } = model;
  if (servers.length === 0) {
    return `export function createClient({ headers, ...options }: ClientOptions): Client {
  return openapiFetch({
    redirect: "manual",
    ...options,
${requestOption(model, "options")}    headers: mergeHeaders(apiHeaders, headers),
  }) as unknown as Client;
}
`;
  }
  const only = servers.length === 1 ? servers[0]?.environment : undefined;
  const isOptional =
    only !== undefined && servers[0]?.variables.every((each) => each.default !== undefined);
  const parameter = isOptional ? "options: ClientOptions = {}" : "options: ClientOptions";
  const serverOf = hasVariables(model)
    ? "serverUrl(environment, options)"
    : "apiServers[environment]";
  const environment = only === undefined ? "environment" : `environment = ${literal(only)}`;
  const names = servers.map((server) => server.environment).join(", ");
  const message = `The ${title} needs an \`environment\` (${names}) or a \`baseUrl\`.`;
  return `export function createClient(${parameter}): Client {
  const { ${environment}, baseUrl = environment && ${serverOf}, headers, ...rest } = options;
  if (baseUrl === undefined) {
    throw new TypeError(${literal(message)});
  }
  return openapiFetch({
    redirect: "manual",
    ...rest,
    baseUrl,
${requestOption(model, "rest")}    headers: mergeHeaders(apiHeaders, headers),
  }) as unknown as Client;
}
`;
}

/** The package merges headers itself, because openapi-fetch declares no other value than its default to CommonJS. */
const MERGE_HEADERS = `
/** Returns the API's own headers with those of a caller, which replace them or, if null, remove them. */
function mergeHeaders(own: typeof apiHeaders, given: FetchClientOptions["headers"]): Headers {
  const merged = new Headers(own);
  const entries: [string, unknown][] = given instanceof Headers ? [] : Object.entries(given ?? {});
  // A program without the library \`DOM.Iterable\` compiles this too.
  if (given instanceof Headers) given.forEach((value, name) => entries.push([name, value]));
  for (const [name, value] of entries) {
    if (value === null) merged.delete(name);
    else if (Array.isArray(value)) for (const each of value) merged.append(name, String(each));
    else if (value !== undefined) merged.set(name, String(value));
  }
  return merged;
}
`;
