import { Expression, literal } from "../emit/text.ts";
import { formattedValue, LINE_WIDTH } from "./formatted-value.ts";
import { packageCallOptions } from "./package-call-options.ts";
import { packageSender } from "./package-sender.ts";
import type { SampleCall } from "./sample-call.ts";
import { responseFileName } from "./sample-files.ts";
import { baseUrlExpression, credentialHeaders } from "./typescript-credentials.ts";
import { typescriptInput } from "./typescript-input.ts";
import { typescriptProgram } from "./typescript-program.ts";

/** Returns a program that calls an operation with only the provider's package. */
export function packageSample(call: SampleCall, packageName: string): string {
  const { operation, responseTypeName } = call;
  const input = typescriptInput(call);
  const isFile = operation.responseType === "blob" && responseTypeName !== undefined;
  const send = packageSender(call);
  const client = ["const client = createClient(", ");"] as const;
  const options = { ...serverOption(call), ...headersOption(call), ...send?.option };
  const given = formattedValue(options, { before: client[0].length, after: client[1].length });
  const properties = packageCallOptions(call, input);
  const isStream = operation.responseType === "events";
  const names = isFile || isStream ? "data, response" : "data, error, response";
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

/** Returns a call with a path and an options object, which is omitted if empty. */
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

function resultLines({ operation, responseTypeName }: SampleCall): string[] {
  if (operation.responseType === "events") return EVENT_LINES;
  if (operation.responseType !== "blob" || responseTypeName === undefined) {
    return ["console.log(response.status, data ?? error);"];
  }
  const name = literal(responseFileName(responseTypeName));
  return [
    "if (data === undefined) throw new Error(String(response.status));",
    `await writeFile(${name}, new Uint8Array(await data.arrayBuffer()));`,
  ];
}

/** Prints the events as they arrive: openapi-fetch does not parse them. */
const EVENT_LINES = [
  "if (!data) throw new Error(String(response.status));",
  "const decoder = new TextDecoder();",
  "const reader = data.getReader();",
  "for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {",
  "  console.log(decoder.decode(chunk.value, { stream: true }));",
  "}",
];

function serverOption({ model, operation, server }: SampleCall): Record<string, unknown> {
  const { servers } = model;
  if (server === undefined) {
    return servers.length === 0 ? { baseUrl: new Expression(baseUrlExpression(model)) } : {};
  }
  if (operation.servers.length > 0) return { baseUrl: server.url };
  const environment = servers.length === 1 ? {} : { environment: server.environment };
  return { ...environment, ...server.options };
}

function headersOption(call: SampleCall): Record<string, unknown> {
  const headers = credentialHeaders(call);
  return Object.keys(headers).length === 0 ? {} : { headers };
}
