import { HEAD } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const withParameter = (parameter: string, path = "/users") =>
  `${HEAD}paths:
  ${path}:
    get:
      operationId: listUsers
      parameters:
        - ${parameter}
      responses: { "200": { description: The users. } }
`;

async function stylesOf(document: string): Promise<string> {
  const table = (await generated(document))["src/generated/provider.ts"] ?? "";
  const [, styles = "none"] = /styles: \[(.*?)\],\n/s.exec(table) ?? [];
  return styles.replace(/\s+/g, " ").trim();
}

const ARRAY = "schema: { type: array, items: { type: string } }";
const OBJECT = "schema: { type: object, properties: { a: { type: string } } }";

describe("omits the style of a parameter in the default style", () => {
  test.for([
    `{ name: a, in: query, ${ARRAY} }`,
    `{ name: a, in: query, style: deepObject, explode: true, ${OBJECT} }`,
    "{ name: a, in: query, style: pipeDelimited, schema: { type: string } }",
    `{ name: X-A, in: header, ${ARRAY} }`,
  ])("%s", async (parameter) => {
    expect(await stylesOf(withParameter(parameter))).toBe("none");
  });

  test("in a path", async () => {
    const parameter = `{ name: a, in: path, required: true, ${ARRAY} }`;
    expect(await stylesOf(withParameter(parameter, "/users/{a}"))).toBe("none");
  });
});

test("keeps reserved characters only in a query", async () => {
  const parameter = (location: string) =>
    `{ name: a, in: ${location}, required: true, allowReserved: true, schema: { type: string } }`;
  expect(await stylesOf(withParameter(parameter("path"), "/users/{a}"))).toBe("none");
  expect(await stylesOf(withParameter(parameter("query")))).toContain("allowReserved: true");
});

describe("writes the style of any other parameter to the table", () => {
  test.for([
    [`{ name: a, in: query, explode: false, ${ARRAY} }`, "query", "form", "false"],
    [`{ name: a, in: query, style: spaceDelimited, ${ARRAY} }`, "query", "spaceDelimited", "false"],
    [`{ name: a, in: query, ${OBJECT} }`, "query", "form", "true"],
    [
      `{ name: a, in: query, content: { application/json: { ${OBJECT} } } }`,
      "query",
      "json",
      "false",
    ],
    [`{ name: a, in: cookie, schema: { type: string } }`, "cookie", "form", "true"],
    [`{ name: a, in: header, ${OBJECT} }`, "header", "simple", "false"],
    [
      "{ name: a, in: query, explode: false, schema: { anyOf: [{ type: array }, { type: 'null' }] } }",
      "query",
      "form",
      "false",
    ],
    [
      "{ name: a, in: query, explode: false, schema: { type: [string, array] } }",
      "query",
      "form",
      "false",
    ],
    ["{ name: a, in: query, schema: { allOf: [{ type: object }] } }", "query", "form", "true"],
    ["{ name: a, in: query, schema: {} }", "query", "form", "true"],
  ] as const)("%s", async ([parameter, location, style, explode]) => {
    expect(await stylesOf(withParameter(parameter))).toBe(
      `{ in: "${location}", name: "a", style: "${style}", explode: ${explode}, }`,
    );
  });

  test("for the operation's parameter rather than that of its path", async () => {
    const parameter = `{ name: a, in: query, ${ARRAY} }`;
    const document = withParameter(parameter).replace(
      "    get:\n",
      `    parameters: [{ name: a, in: query, explode: false, ${ARRAY} }]\n    get:\n`,
    );
    expect(await stylesOf(document)).toBe("none");
  });
});

test.for([
  ["{ name: a, in: body, schema: {} }", 'A parameter cannot be in "body".'],
  [
    "{ name: a, in: query, style: matrix, schema: {} }",
    '"matrix" is not a valid style for a parameter in query.',
  ],
  [
    "{ name: a, in: query, content: { application/xml: {} } }",
    'The parameter "a" has the media type application/xml, which a client cannot serialise.',
  ],
] as const)("refuses %s", async ([parameter, message]) => {
  expect(await refusal(withParameter(parameter))).toContain(message);
});

describe("the comment of createClient names parameters that openapi-fetch writes otherwise", () => {
  const noteIn = async (...parameters: string[]): Promise<string | undefined> => {
    const list = parameters.join("\n        - ");
    const client = (await generated(withParameter(list)))["src/generated/client.ts"] ?? "";
    const text = client.replace(/\n \* /g, " ");
    return /openapi-fetch does not know .*? package\./.exec(text)?.[0];
  };
  const REST =
    "Pass `querySerializer`, `pathSerializer` or `bodySerializer` with such a call, or use the `countersign` package.";

  test("if there is one", async () => {
    expect(await noteIn(`{ name: a, in: query, explode: false, ${ARRAY} }`)).toBe(
      `openapi-fetch does not know the style or encoding that the document declares for \`a\` of \`listUsers\`. ${REST}`,
    );
  });

  test("and counts those after the third", async () => {
    const names = ["a", "b", "c", "d", "e"];
    const styled = names.map((name) => `{ name: ${name}, in: query, explode: false, ${ARRAY} }`);
    expect(await noteIn(...styled)).toBe(
      `openapi-fetch does not know the style or encoding that the document declares for \`a\` of \`listUsers\`, \`b\` of \`listUsers\`, \`c\` of \`listUsers\` and 2 more. ${REST}`,
    );
  });

  test("but not if there are none", async () => {
    expect(await noteIn(`{ name: a, in: query, ${ARRAY} }`)).toBeUndefined();
  });
});
