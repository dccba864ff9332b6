import { toTypeName } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { credentialNames, exampleServerOptions } from "@countersign/spec/model";
import { Expression, literal } from "../emit/text.ts";
import { formattedValue } from "./formatted-value.ts";
import type { SampleCall } from "./sample-call.ts";
import { responseFileName } from "./sample-files.ts";
import { baseUrlExpression, credentialExpression } from "./typescript-credentials.ts";
import { inputProperties, typescriptInput } from "./typescript-input.ts";
import { typescriptProgram } from "./typescript-program.ts";

/** The packages that a sample imports. */
export interface FacadeModules {
  /** Name of the provider package. */
  readonly packageName: string;
  /** Name of the facade package. */
  readonly facadeName: string;
  /** Whether the facade has an entry for the provider; otherwise samples call its `connect`. */
  readonly hasEntry: boolean;
}

/** Returns a program that calls an operation's method on the facade's client. */
export function facadeSample(call: SampleCall, modules: FacadeModules): string {
  const { model, operation, responseTypeName } = call;
  // Without an entry, that name is the imported provider.
  const client = modules.hasEntry ? clientName(model) : "client";
  const input = typescriptInput(call);
  const properties = inputProperties(input);
  const isFile = operation.responseType === "blob";
  const method = operation.pagination === undefined ? operation.id : `${operation.id}.items`;
  const invoke = (head: string, tail: string): string => {
    const start = `${head}${client}.${method}(`;
    if (Object.keys(properties).length === 0) return `${start}${tail}`;
    return start + formattedValue(properties, { before: start.length, after: tail.length }) + tail;
  };
  const { imports, lines } = clientLines(call, { client, modules });
  return typescriptProgram(
    {
      ...imports,
      "node:fs/promises": [
        ...(input.lines.length > 0 ? ["readFile"] : []),
        ...(isFile ? ["writeFile"] : []),
      ],
    },
    [lines, [...input.lines, ...callLines(call, invoke, responseTypeName)]],
  );
}

type Invoke = (head: string, tail: string) => string;

function callLines(
  { operation }: SampleCall,
  invoke: Invoke,
  responseTypeName: string | undefined,
): string[] {
  if (operation.pagination !== undefined) {
    return [
      invoke("const items = ", ");"),
      "for await (const item of items) {",
      "  console.log(item);",
      "}",
    ];
  }
  if (responseTypeName === undefined) {
    return [
      invoke("const { response } = await ", ").withResponse();"),
      "console.log(response.status);",
    ];
  }
  if (operation.responseType === "events") {
    return [
      invoke("const events = await ", ");"),
      "for await (const event of events) {",
      "  console.log(event);",
      "}",
    ];
  }
  if (operation.responseType !== "blob") {
    return [invoke("const result = await ", ");"), "console.log(result);"];
  }
  const name = literal(responseFileName(responseTypeName));
  return [
    invoke("const file = await ", ");"),
    `await writeFile(${name}, new Uint8Array(await file.arrayBuffer()));`,
  ];
}

function clientLines(
  call: SampleCall,
  { client, modules }: { client: string; modules: FacadeModules },
): { imports: Record<string, string[]>; lines: string[] } {
  const { model } = call;
  const { packageName, facadeName, hasEntry } = modules;
  const factory = hasEntry ? `create${toTypeName(model.name)}Client` : "connect";
  const options = clientOptions(call);
  const head = `const ${client} = ${factory}(${hasEntry ? "" : `${model.valueName}, `}`;
  const given = Object.keys(options).length === 0 ? "{}" : formattedValue(options, wide(head));
  return {
    imports: hasEntry
      ? { [`${facadeName}/${model.name}`]: [factory] }
      : { [facadeName]: [factory], [packageName]: [model.valueName] },
    lines: [`${head}${given});`],
  };
}

function wide(head: string): { before: number; after: number } {
  return { before: head.length, after: 2 };
}

function clientOptions(call: SampleCall): Record<string, unknown> {
  const { model, schemes } = call;
  const needed = new Set(schemes.flatMap(credentialNames));
  const credentials = model.credentials
    .filter(({ name, required }) => required || needed.has(name))
    .map(({ name }) => [name, new Expression(credentialExpression(call, name))]);
  return { ...Object.fromEntries(credentials), ...serverOption(call) };
}

/** An operation's own servers may belong to an environment that the client does not have. */
function serverOption({ model, operation, server }: SampleCall): Record<string, unknown> {
  const { servers } = model;
  if (server === undefined) return { baseUrl: new Expression(baseUrlExpression(model)) };
  const own = servers.find(({ environment }) => environment === server.environment);
  if (own === undefined) return { baseUrl: server.url };
  const isOnly = servers.length === 1 && operation.servers.length < 2;
  // The client's own server needs its options too, whichever server the operation has.
  const options = { ...exampleServerOptions(own), ...server.options };
  return isOnly ? options : { environment: server.environment, ...options };
}

/** Names that samples use for other things. */
const TAKEN = new Set([
  "console",
  "event",
  "events",
  "file",
  "item",
  "items",
  "process",
  "response",
  "result",
]);

function clientName({ valueName }: Model): string {
  return TAKEN.has(valueName) || /^(file\d|readFile|writeFile)/.test(valueName)
    ? "client"
    : valueName;
}
