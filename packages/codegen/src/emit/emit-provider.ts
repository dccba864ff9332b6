import type {
  Model,
  OperationModel,
  SecuritySchemeModel,
  ServerModel,
} from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { docComment, Expression, header, literal } from "./text.ts";

/** Returns the frozen table of a provider's facts. */
export function emitProvider(model: Model, source: string): EmittedFile {
  const { typeName, valueName, title, version } = model;
  const deliveries = toDeliveries(model);
  const text = [
    header(source),
    `
import type { ${typeName}Credentials } from "./credentials.js";
import type { ${typeName}Operations } from "./operations.js";
import type { paths, webhooks } from "./schema.js";

// Apart from the table, so that a plain client does not bundle all operations.

/** Base URLs by environment. */
export const apiServers = ${literal(toTableServers(model.servers))} as const;

/** Headers of every request, unless the caller gives others. */
export const apiHeaders = ${literal(model.defaultHeaders)} as const;

const api = ${literal(toTable(model))} as const;
${deliveries === undefined ? "" : `\nconst deliveries = ${literal(deliveries)} as const;\n`}
`,
    docComment([`The types that belong to the ${title}. They exist for the compiler only.`]),
    `export interface ${typeName}Types {
  readonly credentials: ${typeName}Credentials;
  readonly operations: ${typeName}Operations;
  readonly paths: paths;
  readonly webhooks: webhooks;
}

`,
    docComment([
      `The facts of the ${title}, version ${version}: servers, security schemes and operations. Frozen.`,
      model.description,
    ]),
    deliveries === undefined
      ? `export const ${valueName}: typeof api & { readonly "~types"?: ${typeName}Types } = /* @__PURE__ */ freeze(api);
`
      : `export const ${valueName}: typeof api & typeof deliveries & { readonly "~types"?: ${typeName}Types } =
  /* @__PURE__ */ freeze(/* @__PURE__ */ Object.assign({}, api, deliveries));

`,
    ...(deliveries === undefined ? [] : parts(model)),
    `
function freeze<T extends object>(value: T): T {
  for (const child of Object.values(value)) {
    if (typeof child === "object") freeze(child);
  }
  return Object.freeze(value);
}
`,
  ];
  return { path: "src/generated/provider.ts", text: text.join("") };
}

/** The two halves of the table, so that who needs one does not bundle the other. */
function parts({ typeName, valueName, title }: Model): string[] {
  return [
    docComment([
      `The facts of the ${title} that calling it takes: all of \`${valueName}\` but its webhooks. Frozen.`,
    ]),
    `export const ${valueName}Api: typeof api & { readonly "~types"?: ${typeName}Types } = /* @__PURE__ */ freeze(api);

`,
    docComment([
      `The facts of the ${title} that receiving its webhooks takes: all of \`${valueName}\` but its operations. Frozen.`,
    ]),
    `export const ${valueName}Webhooks: typeof deliveries & { readonly "~types"?: ${typeName}Types } = /* @__PURE__ */ freeze(deliveries);
`,
  ];
}

/** What verifying a delivery needs, or undefined where nothing is said of deliveries. */
function toDeliveries(model: Model): object | undefined {
  const { name, title } = model;
  const webhooks = toTableWebhooks(model);
  return webhooks && { name, title, webhooks };
}

function toTable(model: Model): object {
  return {
    name: model.name,
    title: model.title,
    version: model.version,
    // Declarations are made file by file, which takes an expression's type only where it stands beside it.
    servers: new Expression("apiServers as typeof apiServers"),
    defaultHeaders: new Expression("apiHeaders as typeof apiHeaders"),
    securitySchemes: Object.fromEntries(
      model.securitySchemes.map((scheme) => [scheme.name, toTableScheme(scheme)]),
    ),
    requiredCredentials: model.credentials.filter((c) => c.required).map((c) => c.name),
    operations: Object.fromEntries(
      model.operations.map((operation) => [operation.id, toTableOperation(operation)]),
    ),
  };
}

function toTableOperation(operation: OperationModel): object {
  const { method, path, security, servers } = operation;
  const { requestMediaType, responseType, idempotencyHeader, styles, pagination } = operation;
  return {
    method,
    path,
    security,
    servers: servers.length > 0 ? toTableServers(servers) : undefined,
    requestMediaType,
    responseType,
    idempotencyHeader,
    styles: styles.length > 0 ? styles : undefined,
    pagination,
  };
}

function toTableServers(servers: readonly ServerModel[]): object {
  return Object.fromEntries(servers.map(({ environment, url }) => [environment, url]));
}

function toTableWebhooks({ webhooks, events }: Model): object | undefined {
  if (webhooks === undefined) return undefined;
  const { signature } = webhooks;
  return {
    ...webhooks,
    signature: signature === undefined ? undefined : { ...HMAC_DEFAULTS, ...signature },
    events: events.length > 0 ? events : undefined,
  };
}

// Written out whole, so that nothing that interprets the table needs to know a default.
const HMAC_DEFAULTS = { keyEncoding: "utf8", separator: "", value: "{signature}" };

function toTableScheme(scheme: SecuritySchemeModel): object {
  switch (scheme.kind) {
    case "apiKey":
      return { type: "apiKey", header: scheme.header, credential: scheme.credential };
    case "bearer":
      return { type: "bearer", credential: scheme.credential };
    case "query":
      return { type: "query", parameter: scheme.parameter, credential: scheme.credential };
    case "cookie":
      return { type: "cookie", cookie: scheme.cookie, credential: scheme.credential };
    case "basic":
      return { type: "basic", username: scheme.username, password: scheme.password };
    case "hmac":
      return {
        type: "hmac",
        header: scheme.header,
        hmac: { ...HMAC_DEFAULTS, ...scheme.hmac },
      };
  }
}
