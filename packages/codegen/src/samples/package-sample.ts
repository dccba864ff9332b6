import { Expression, literal } from "../emit/text.ts";
import { FileExample } from "../model/examples.ts";
import type { OperationModel } from "../model/model.ts";
import { baseUrlText } from "./facade-sample.ts";
import { formattedValue, LINE_WIDTH } from "./formatted-value.ts";
import type { SampleCall } from "./sample-call.ts";
import { answerFileName } from "./sample-files.ts";
import { credentialHeaders, credentialText, templateText } from "./typescript-credentials.ts";
import { inputProperties, type TypeScriptInput, typescriptInput } from "./typescript-input.ts";
import { typescriptProgram } from "./typescript-program.ts";
import { signaturesOf, signingCode } from "./typescript-signature.ts";
import { type WireBody, type WireRequest, wireRequest } from "./wire-request.ts";

/** Returns a program that calls an operation with the provider's package alone. */
export function packageSample(call: SampleCall, packageName: string): string {
  const { operation, answerType } = call;
  const input = typescriptInput(call);
  const isFile = operation.responseType === "blob" && answerType !== undefined;
  const send = sendFunction(call);
  const client = ["const client = createClient(", ");"] as const;
  const options = { ...serverOption(call), ...headersOption(call), ...send?.option };
  const given = formattedValue(options, { before: client[0].length, after: client[1].length });
  const request = wireRequest(call);
  const properties = {
    ...headersOfCall(call, request),
    ...inputProperties(withHeaderTexts(input, operation, request)),
    ...serializers(call, request),
    ...bodyOption(call, request),
    ...(operation.responseType !== undefined && { parseAs: operation.responseType }),
  };
  const names = isFile ? "data, response" : "data, error, response";
  const head = `const { ${names} } = await client.${operation.method}(`;
  const called = formattedCall(head, operation.path, properties);
  return typescriptProgram(
    {
      [packageName]: ["createClient"],
      "node:crypto": send?.cryptoNames ?? [],
      "node:fs/promises": [
        ...(input.lines.length > 0 ? ["readFile"] : []),
        ...(isFile ? ["writeFile"] : []),
      ],
    },
    [
      [client[0] + (Object.keys(options).length === 0 ? "" : given) + client[1]],
      [...input.lines, called, ...resultLines(call)],
      ...(send === undefined ? [] : [send.lines]),
    ],
  );
}

/** Returns a call with a path and an object, which is left out where it is empty. */
function formattedCall(head: string, path: string, properties: object): string {
  const text = literal(path);
  if (Object.keys(properties).length === 0) return `${head}${text});`;
  const start = `${head}${text}, {`;
  if (start.length <= LINE_WIDTH) {
    const given = formattedValue(properties, { before: start.length - 1, after: 2 });
    return `${head}${text}, ${given});`;
  }
  return `${head}\n  ${text},\n  ${formattedValue(properties, { indent: 1, after: 1 })},\n);`;
}

function resultLines({ operation, answerType }: SampleCall): string[] {
  if (operation.responseType !== "blob" || answerType === undefined) {
    return ["console.log(response.status, data ?? error);"];
  }
  const name = literal(answerFileName(answerType));
  return [
    "if (data === undefined) throw new Error(String(response.status));",
    `await writeFile(${name}, new Uint8Array(await data.arrayBuffer()));`,
  ];
}

function serverOption({ model, operation, server }: SampleCall): Record<string, unknown> {
  const { servers } = model;
  if (server === undefined) {
    return servers.length === 0 ? { baseUrl: new Expression(baseUrlText(model)) } : {};
  }
  if (operation.servers.length > 0) return { baseUrl: server.url };
  return servers.length === 1 ? {} : { environment: server.environment };
}

function headersOption(call: SampleCall): Record<string, unknown> {
  const headers = credentialHeaders(call);
  return Object.keys(headers).length === 0 ? {} : { headers };
}

/** Parameters that openapi-fetch does not write as the document wants them are written out. */
function serializers({ operation, input }: SampleCall, { path, query }: WireRequest): object {
  const isStyled = (place: "path" | "query"): boolean =>
    operation.styles.some(
      (style) => style.in === place && Object.hasOwn(input.params?.[place] ?? {}, style.name),
    );
  const isNested = Object.values(input.params?.query ?? {}).some(isDeep);
  const replaced = `(url) => url.replace(${literal(operation.path)}, () => ${literal(path)})`;
  return {
    ...(isStyled("path") && { pathSerializer: new Expression(replaced) }),
    ...((isStyled("query") || isNested) && {
      querySerializer: new Expression(`() => ${literal(query.slice(1))}`),
    }),
  };
}

/** Headers that openapi-fetch does not know by itself. */
function headersOfCall({ operation, input }: SampleCall, { headers }: WireRequest): object {
  const cookie = headers.filter(([name]) => name === "Cookie");
  const { requestMediaType: type } = operation;
  const isForm = type === undefined || type === "multipart/form-data";
  const all = Object.fromEntries([
    ...cookie,
    ...(isForm || input.body === undefined ? [] : [["Content-Type", type]]),
  ]);
  return Object.keys(all).length === 0 ? {} : { headers: all };
}

/** An object in a header has no form of its own in openapi-fetch, so that its text is given. */
function withHeaderTexts(
  { params, ...input }: TypeScriptInput,
  { styles }: OperationModel,
  { headers }: WireRequest,
): TypeScriptInput {
  const names = styles.filter((style) => style.in === "header").map(({ name }) => name);
  const texts = headers
    .filter(([name]) => names.includes(name))
    .map(([name, text]) => [name, new Expression(`${literal(text)} as never`)]);
  if (params?.header === undefined || texts.length === 0) return { ...input, params };
  const header = { ...params.header, ...Object.fromEntries(texts) };
  return { ...input, params: { ...params, header } };
}

function isDeep(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).some((inner) => typeof inner === "object" && inner !== null)
  );
}

/** How a body that is not JSON is written. */
function bodyOption({ operation, input }: SampleCall, { body }: WireRequest): object {
  const { requestMediaType: type } = operation;
  if (input.body === undefined || type === undefined) return {};
  if (body?.kind === "fields") return {};
  if (type === "multipart/form-data" && body?.kind !== "form") {
    return { bodySerializer: new Expression("() => new FormData()") };
  }
  return {
    bodySerializer: new Expression(
      body?.kind === "form" ? formOf(body, input.body) : "(body) => body",
    ),
  };
}

function formOf({ fields }: WireBody & { kind: "form" }, input: unknown): string {
  if (fields.length === 0) return "() => new FormData()";
  const properties = Object.values(Object(input));
  const isPlain = properties
    .flat()
    .every((item) => typeof item === "string" || item instanceof FileExample);
  const text = isPlain ? "item" : ITEM_TEXT;
  return `(body) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) {
      for (const item of [value].flat()) form.append(name, ${text});
    }
    return form;
  }`;
}

/** A file as it is, an object as its JSON, anything else as its text. */
const ITEM_TEXT =
  'item instanceof Blob ? item : typeof item === "object" ? JSON.stringify(item) : String(item)';

interface SendFunction {
  readonly option: { readonly fetch: Expression };
  readonly cryptoNames: readonly string[];
  readonly lines: readonly string[];
}

/** What sends a request that is not known by its headers alone: a signature covers all of it. */
function sendFunction(call: SampleCall): SendFunction | undefined {
  const keys = call.schemes.flatMap((scheme) => (scheme.kind === "query" ? [scheme] : []));
  const isSigned = signaturesOf(call).length > 0;
  if (keys.length === 0 && !isSigned) return undefined;
  const { lines, cryptoNames } = isSigned ? signingCode(call) : { lines: [], cryptoNames: [] };
  const name = isSigned ? "sign" : "authenticate";
  const parameter = keys.length > 0 ? "original" : "request";
  const pairs = keys.map(({ parameter: key, credential }) => {
    const value = `\${encodeURIComponent(${credentialText(call, credential)})}`;
    return `\`${templateText(`${key}=`)}${value}\``;
  });
  return {
    option: { fetch: new Expression(name) },
    cryptoNames,
    lines: [
      isSigned
        ? "// Signs a request as it will be sent: nothing may change it afterwards."
        : "// Puts the key into the query.",
      `async function ${name}(${parameter}: Request): Promise<Response> {`,
      ...(pairs.length === 0
        ? []
        : [
            `  const key = ${pairs.length === 1 ? pairs[0] : `[${pairs.join(", ")}].join("&")`};`,
            '  const mark = original.url.includes("?") ? "&" : "?";',
            "  const request = new Request(original.url + mark + key, original);",
          ]),
      ...lines.map((line) => `  ${line}`),
      "  return fetch(request);",
      "}",
    ],
  };
}
