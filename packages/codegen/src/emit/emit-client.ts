import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { docComment, header, literal } from "./text.ts";

/** Returns the module that makes a plain client: the only one of a package that imports openapi-fetch. */
export function emitClient(model: Model, source: string): EmittedFile {
  const text = [
    header(source),
    `
import openapiFetch, {
  type Client,
  type ClientOptions as FetchClientOptions,
  mergeHeaders,
} from "openapi-fetch";
import { ${model.valueName} } from "./provider.js";
import type { paths } from "./schema.js";

`,
    docComment([
      `Options of a plain client of the ${model.title}: those of openapi-fetch, and which server to call.`,
    ]),
    serverOptions(model),
    "\n",
    docComment(
      [
        `Returns a typed openapi-fetch client of the ${model.title}.`,
        "It adds no credentials: pass them in `headers`, or use the `countersign` package, which also signs. " +
          "Redirects are not followed unless `redirect` says so, since fetch would carry credentials " +
          "and body to another host; a 3xx answer is returned as an error.",
      ],
      {
        tags:
          model.servers.length > 0
            ? ["@throws TypeError when neither a known `environment` nor a `baseUrl` is given."]
            : [],
      },
    ),
    createClient(model),
  ];
  return { path: "src/generated/client.ts", text: text.join("") };
}

function serverOptions({ servers, valueName }: Model): string {
  const environment = `keyof typeof ${valueName}.servers`;
  if (servers.length === 0) {
    return `export type ClientOptions = FetchClientOptions & {
  /** Address to call: the document names no server. */
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
        /** Calls this address instead of one of the provider's servers. */
        baseUrl: string;
        environment?: undefined;
      }
  );
`;
}

function createClient({ servers, valueName, title }: Model): string {
  if (servers.length === 0) return createClientAt(valueName);
  const only = servers.length === 1 ? servers[0]?.environment : undefined;
  const parameter = only === undefined ? "options: ClientOptions" : "options: ClientOptions = {}";
  const environment = only === undefined ? "environment" : `environment = ${literal(only)}`;
  const names = servers.map((server) => server.environment).join(", ");
  const message = `The ${title} needs an \`environment\` (${names}) or a \`baseUrl\`.`;
  return `export function createClient(${parameter}): Client<paths> {
  const { ${environment}, baseUrl = environment && ${valueName}.servers[environment], headers, ...rest } = options;
  if (baseUrl === undefined) {
    throw new TypeError(${literal(message)});
  }
  return openapiFetch<paths>({
    redirect: "manual",
    ...rest,
    baseUrl,
    headers: mergeHeaders(${valueName}.defaultHeaders, headers),
  });
}
`;
}

function createClientAt(valueName: string): string {
  return `export function createClient({ headers, ...options }: ClientOptions): Client<paths> {
  return openapiFetch<paths>({
    redirect: "manual",
    ...options,
    headers: mergeHeaders(${valueName}.defaultHeaders, headers),
  });
}
`;
}
