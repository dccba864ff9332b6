import { literal, propertyName } from "@countersign/codegen/emit";
import type { EmittedFile } from "@countersign/codegen/write";
import { exampleServerOptions, exampleUrl, type Model } from "@countersign/spec/model";
import { formattedAssignment, formattedCall, formattedList } from "./format-code.ts";
import { type SampleCall, sampleCall } from "./sample-call.ts";
import { serverProperties } from "./server-properties.ts";

/**
 * Returns a new package's first test, with the document's values written out and formatted as Biome would. It is
 * written once and maintained by hand from then on.
 */
export function emitClientTest(model: Model): EmittedFile {
  const call = sampleCall(model);
  const { valueName } = model;
  const names = call === undefined ? [valueName] : ["createClient", valueName].sort();
  const text = [
    'import { expect, it } from "vitest";\n',
    `import { ${names.join(", ")} } from "../src/generated/index.ts";\n`,
    call === undefined ? "" : callTest(model, call),
    serversTest(model, call !== undefined),
    factsTest(model),
    frozenTest(valueName),
  ];
  return { path: "test/client.test.ts", text: text.join("") };
}

const BASE_URL = "https://api.example";

function callTest(model: Model, call: SampleCall): string {
  const { operation, isComplete, requestPath, pathParameters } = call;
  const [server] = model.servers;
  const baseUrl = server === undefined ? BASE_URL : exampleUrl(server);
  const url = new URL(`${baseUrl}${requestPath}`).href;
  const options = [...serverProperties(model, BASE_URL), "fetch"];
  const hasInput = !isComplete || Object.keys(pathParameters).length > 0;
  const input = isComplete ? ", input" : ", input as never";
  return `
${formattedAssignment("const path =", literal(operation.path), ";")}
${formattedAssignment("const url =", literal(url), ";")}
${hasInput ? inputOf(call) : ""}
it("sends a request to the provider's server and does not follow redirects", async () => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json({});
  };
${formattedCall("  const client = createClient(", options, ");")}
  await client.${operation.method}(path${hasInput ? input : ""});
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([${literal(operation.method)}, url]);
  expect(request?.redirect).toBe("manual");
});
`;
}

function inputOf({ pathParameters, isComplete }: SampleCall): string {
  const rows = Object.entries(pathParameters).map(
    ([name, value]) => `      ${propertyName(name)}: ${literal(value)},\n`,
  );
  const comment = isComplete
    ? ""
    : "// Other required input is omitted: it does not affect where the request goes.\n";
  if (rows.length === 0) return `${comment}const input = {};\n`;
  return `${comment}const input = {
  params: {
    path: {
${rows.join("")}    },
  },
};
`;
}

/** Without a choice of servers, there is nothing to test. */
function serversTest({ servers }: Model, hasClient: boolean): string {
  const [server] = servers;
  if (server === undefined || !hasClient) return "";
  const [required] = Object.keys(exampleServerOptions(server));
  if (servers.length === 1 && required === undefined) return "";
  const [title, message] =
    servers.length > 1
      ? ["an environment", "needs an `environment` ("]
      : [`the option ${required}`, `The option "${required}" must be`];
  return `
it(${literal(`requires ${title} or a base URL`)}, () => {
  // @ts-expect-error the compiler rejects it too
  expect(() => createClient({})).toThrow(${quoted(message)});
});
`;
}

/** Returns a string literal as the formatter writes it: in the quotes that need fewer escapes. */
function quoted(text: string): string {
  return text.includes('"') ? `'${text}'` : literal(text);
}

function factsTest({ valueName, servers, securitySchemes, credentials }: Model): string {
  const rows = servers.map(({ environment, url, variables }) => {
    const head = `    ${propertyName(environment)}:`;
    return variables.length === 0
      ? formattedAssignment(head, literal(url), ",\n")
      : formattedCall(`${head} expect.objectContaining(`, [`url: ${literal(url)}`], "),\n");
  });
  const required = credentials.filter((each) => each.required).map(({ name }) => name);
  const schemes = securitySchemes.map(({ name }) => name);
  const object = rows.length === 0 ? "{}" : `{\n${rows.join("")}  }`;
  return `
it("exports the facts of the API", () => {
  expect(${valueName}.servers).toEqual(${object});
${formattedList(`  expect(${valueName}.requiredCredentials).toEqual(`, required, ");")}
${formattedList(`  expect(Object.keys(${valueName}.securitySchemes)).toEqual(`, schemes, ");")}
});
`;
}

function frozenTest(valueName: string): string {
  return `
it("is deeply frozen", () => {
  const visit = (value: object): void => {
    expect(Object.isFrozen(value)).toBe(true);
    for (const child of Object.values(value)) if (typeof child === "object") visit(child);
  };
  visit(${valueName});
});
`;
}
