import { type FirstCall, firstCall, literal, propertyName } from "@countersign/codegen/emit";
import type { EmittedFile } from "@countersign/codegen/write";
import type { Model } from "@countersign/spec/model";
import { formattedAssignment } from "./format-code.ts";

/**
 * Returns a new package's first test, formatted as Biome would. It is written once and maintained by hand from then
 * on, so it repeats nothing that a later change of the overlay affects: no server, credential or security scheme.
 */
export function emitClientTest(model: Model): EmittedFile {
  const call = firstCall(model);
  const { valueName } = model;
  const names = call === undefined ? [valueName] : ["createClient", valueName].sort();
  const text = [
    'import { expect, it } from "vitest";\n',
    `import { ${names.join(", ")} } from "../src/generated/index.ts";\n`,
    call === undefined ? "" : callTest(call),
    frozenTest(valueName),
  ];
  return { path: "test/client.test.ts", text: text.join("") };
}

const BASE_URL = "https://api.example";

function callTest(call: FirstCall): string {
  const { operation, isComplete, requestPath, pathParameters } = call;
  const url = new URL(`${BASE_URL}${requestPath}`).href;
  const hasInput = !isComplete || Object.keys(pathParameters).length > 0;
  const input = isComplete ? ", input" : ", input as never";
  return `
${formattedAssignment("const path =", literal(operation.path), ";")}
${formattedAssignment("const url =", literal(url), ";")}
${hasInput ? inputOf(call) : ""}
it("sends a request to the base URL and does not follow redirects", async () => {
  const sent: Request[] = [];
  const fetch = async (request: Request) => {
    sent.push(request);
    return Response.json({});
  };
  const client = createClient({ baseUrl: ${literal(BASE_URL)}, fetch });
  await client.${operation.method}(path${hasInput ? input : ""});
  const [request] = sent;
  expect([request?.method, request?.url]).toEqual([${literal(operation.method)}, url]);
  expect(request?.redirect).toBe("manual");
});
`;
}

function inputOf({ pathParameters, isComplete }: FirstCall): string {
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
