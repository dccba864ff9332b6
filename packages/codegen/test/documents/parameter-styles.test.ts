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

describe("a parameter that is written in the default way needs no words", () => {
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

test("reserved characters are kept in a query alone", async () => {
  const parameter = (location: string) =>
    `{ name: a, in: ${location}, required: true, allowReserved: true, schema: { type: string } }`;
  expect(await stylesOf(withParameter(parameter("path"), "/users/{a}"))).toBe("none");
  expect(await stylesOf(withParameter(parameter("query")))).toContain("allowReserved: true");
});

describe("a parameter of another style is in the table", () => {
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
  ] as const)("%s", async ([parameter, location, style, explode]) => {
    expect(await stylesOf(withParameter(parameter))).toBe(
      `{ in: "${location}", name: "a", style: "${style}", explode: ${explode}, }`,
    );
  });

  test("the operation's own before that of its path", async () => {
    const parameter = `{ name: a, in: query, ${ARRAY} }`;
    const document = withParameter(parameter).replace(
      "    get:\n",
      `    parameters: [{ name: a, in: query, explode: false, ${ARRAY} }]\n    get:\n`,
    );
    expect(await stylesOf(document)).toBe("none");
  });
});

test.for([
  ["{ name: a, in: body, schema: {} }", 'A parameter cannot stand in "body".'],
  [
    "{ name: a, in: query, style: matrix, schema: {} }",
    'A parameter in query has no style "matrix".',
  ],
  [
    "{ name: a, in: query, content: { application/xml: {} } }",
    'The parameter "a" is application/xml, which a client cannot write.',
  ],
] as const)("%s is refused", async ([parameter, message]) => {
  expect(await refusal(withParameter(parameter))).toContain(message);
});
