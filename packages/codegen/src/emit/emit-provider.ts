import type {
  EventStreamModel,
  Model,
  OperationModel,
  SecuritySchemeModel,
  ServerModel,
} from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { hasServerOptions } from "./server-options.ts";
import { docComment, Expression, header, literal } from "./text.ts";

/** Returns the frozen table that describes a provider. */
export function emitProvider(model: Model, source: string): EmittedFile {
  const { typeName, valueName, title, version } = model;
  const deliveries = toDeliveries(model);
  const hasOptions = hasServerOptions(model);
  const text = [
    header(source),
    `
import type { ${typeName}Credentials } from "./credentials.ts";
import type { ${typeName}Operations, ${typeName}Paths } from "./operations.ts";
${hasOptions ? `import type { ${typeName}ServerOptions } from "./servers.ts";\n` : ""}import type { ${typeName}Event } from "./webhooks.ts";

// Separate from the table, so that a plain client does not bundle every operation.

/** Base URLs by environment. */
export const apiServers = ${literal(toTableServers(model.servers))} as const;

/** Headers of every request, unless overridden. */
export const apiHeaders = ${literal(model.defaultHeaders)} as const;

const api = ${literal(toTable(model))} as const;
${deliveries === undefined ? "" : `\nconst deliveries = ${literal(deliveries)} as const;\n`}
`,
    docComment([`The types of the ${title}, which exist only at compile time.`]),
    `export interface ${typeName}Types {
  readonly credentials: ${typeName}Credentials;
  readonly operations: ${typeName}Operations;
  readonly paths: ${typeName}Paths;
  readonly events: ${typeName}Event;
${hasOptions ? `  readonly serverOptions: ${typeName}ServerOptions;\n` : ""}}

`,
    docComment([
      `The ${title}, version ${version}, as data: servers, security schemes and operations. Frozen.`,
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

/** Returns the two halves of the table, so that code that needs only one does not bundle the other. */
function parts({ typeName, valueName, title }: Model): string[] {
  return [
    docComment([
      `The part of \`${valueName}\` needed to call the ${title}: everything except its webhooks. Frozen.`,
    ]),
    `export const ${valueName}Api: typeof api & { readonly "~types"?: ${typeName}Types } = /* @__PURE__ */ freeze(api);

`,
    docComment([
      `The part of \`${valueName}\` needed to receive webhooks from the ${title}: no servers, security schemes or operations. Frozen.`,
    ]),
    `export const ${valueName}Webhooks: typeof deliveries & { readonly "~types"?: ${typeName}Types } = /* @__PURE__ */ freeze(deliveries);
`,
  ];
}

/** Returns what verifying a delivery needs, or undefined if the document does not describe deliveries. */
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
    // `isolatedDeclarations` requires the type next to the reference.
    servers: new Expression("apiServers as typeof apiServers"),
    defaultHeaders: new Expression("apiHeaders as typeof apiHeaders"),
    fixedHeaders: model.fixedHeaders.length > 0 ? model.fixedHeaders : undefined,
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
  const { isBrowserPage, eventStream, encodings } = operation;
  return {
    method,
    path,
    security,
    servers: servers.length > 0 ? toTableServers(servers) : undefined,
    requestMediaType,
    encodings: encodings.length > 0 ? encodings : undefined,
    responseType,
    eventStream: eventStream && toTableStream(eventStream),
    idempotencyHeader,
    browserPage: isBrowserPage ? true : undefined,
    styles: styles.length > 0 ? styles : undefined,
    pagination,
  };
}

function toTableStream({ text, otherTypes }: EventStreamModel): object {
  return { text, otherTypes: otherTypes.length > 0 ? otherTypes : undefined };
}

function toTableServers(servers: readonly ServerModel[]): object {
  return Object.fromEntries(
    servers.map(({ environment, url, variables }) => [
      environment,
      variables.length === 0
        ? url
        : {
            url,
            variables: Object.fromEntries(
              variables.map(({ name, values, pattern, default: usual }) => [
                name,
                { values, pattern, default: usual },
              ]),
            ),
          },
    ]),
  );
}

function toTableWebhooks({ webhooks, events }: Model): object | undefined {
  if (webhooks === undefined) return undefined;
  const { signature, asymmetric } = webhooks;
  return {
    ...webhooks,
    // JSON is the default.
    body: webhooks.body === "json" ? undefined : webhooks.body,
    signature: signature === undefined ? undefined : { ...HMAC_DEFAULTS, ...signature },
    asymmetric:
      asymmetric?.kind === "detached"
        ? { ...HMAC_DEFAULTS, keyEncoding: "base64", ...asymmetric }
        : asymmetric,
    // Only a sender retries.
    retries: undefined,
    events: events.length > 0 ? events.map(({ name }) => name) : undefined,
  };
}

// The defaults are written out, so that code that reads the table need not know them.
const HMAC_DEFAULTS = { keyEncoding: "utf8", separator: "", value: "{signature}" };

function toTableScheme(scheme: SecuritySchemeModel): object {
  switch (scheme.kind) {
    case "apiKey":
      return {
        type: scheme.value === undefined ? "apiKey" : "template",
        header: scheme.header,
        value: scheme.value,
        credential: scheme.credential,
      };
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
        parameter: scheme.parameter,
        hmac: { ...HMAC_DEFAULTS, ...scheme.hmac },
      };
  }
}
