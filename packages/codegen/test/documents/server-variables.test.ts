import { runInNewContext } from "node:vm";
import { PATHS } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { generated, refusal } from "../helpers/generated.ts";

const HEAD = `openapi: 3.1.0
info: { title: Acme API, version: 1.0.0 }
`;
const LABEL = "^[A-Za-z0-9_-]+$";
const NAME = "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$";
const PATH = "^[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$";

interface Table {
  readonly [environment: string]: unknown;
}

function documentOf(url: string, variables: string, rest = ""): string {
  return `${HEAD}servers:\n  - url: ${JSON.stringify(url)}\n    variables: ${variables}\n${rest}${PATHS}`;
}

/** Returns the servers in the table of a document whose only server has variables. */
async function tableOf(url: string, variables: string, rest = ""): Promise<Table> {
  const files = await generated(documentOf(url, variables, rest));
  const table = files["src/generated/provider.ts"] ?? "";
  const [, literal = ""] = /\nexport const apiServers = (\{.*?\}) as const;/s.exec(table) ?? [];
  return JSON.parse(JSON.stringify(runInNewContext(`(${literal})`)));
}

describe("an option without a default", () => {
  test.for([
    ["in a host", "https://{a}.x.test", "{ a: { default: eu, enum: [eu, us] } }", ["eu", "us"]],
    [
      "for a host",
      "https://{a}/v1",
      "{ a: { default: x.test, enum: [x.test, y.test] } }",
      ["x.test", "y.test"],
    ],
    [
      "for an origin",
      "{a}/v1",
      "{ a: { default: 'https://x.test', enum: ['https://x.test', 'https://y.test'] } }",
      ["https://x.test", "https://y.test"],
    ],
    [
      "whose values name environments",
      "https://x.test/{a}",
      "{ a: { default: sandbox, enum: [sandbox, live] } }",
      ["sandbox", "live"],
    ],
    [
      "whose default is not one of its values",
      "https://x.test/{a}",
      "{ a: { default: v3, enum: [v1, v2] } }",
      ["v1", "v2"],
    ],
  ] as const)("is generated for a variable %s", async ([, url, variables, values]) => {
    expect(await tableOf(url, variables)).toEqual({
      production: { url, variables: { a: { values } } },
    });
  });

  test.for([
    ["a label", "https://{a}.x.test", "demo", LABEL],
    ["part of a label", "https://api-{a}.x.test", "demo", LABEL],
    ["a label that may be empty", "https://api{a}.x.test", '""', "^([A-Za-z0-9_-]+)?$"],
    ["labels", "https://{a}.x.test", "eu.demo", NAME],
    ["a host", "https://{a}/v1", "demo", NAME],
    ["a host with a port", "https://{a}:8443", "demo", NAME],
    ["a label that the default does not fit", "https://{a}.x.test", "'<your tenant>'", LABEL],
  ] as const)("accepts any value that fits %s", async ([, url, usual, pattern]) => {
    expect(await tableOf(url, `{ a: { default: ${usual} } }`)).toEqual({
      production: { url, variables: { a: { pattern } } },
    });
  });
});

describe("an option with a default", () => {
  test.for([
    ["a path", "https://x.test/{a}", "{ default: v2 }", { pattern: PATH, default: "v2" }],
    [
      "a listed path",
      "https://x.test/{a}",
      "{ default: v2, enum: [v1, v2] }",
      { values: ["v1", "v2"], default: "v2" },
    ],
    [
      "a port",
      "https://x.test:{a}",
      "{ default: 443 }",
      { pattern: "^[0-9]{1,5}$", default: "443" },
    ],
    [
      "listed ports",
      "https://x.test:{a}/v1",
      "{ default: 443, enum: [443, 8443] }",
      { values: ["443", "8443"], default: "443" },
    ],
  ] as const)("is generated for %s", async ([, url, variable, expected]) => {
    expect(await tableOf(url, `{ a: ${variable} }`)).toEqual({
      production: { url, variables: { a: expected } },
    });
  });
});

describe("no option", () => {
  test.for([
    ["a single value", "https://{a}.x.test/", "{ default: eu, enum: [eu] }", "https://eu.x.test"],
    ["a scheme", "{a}://x.test", "{ default: http, enum: [http, https] }", "https://x.test"],
    ["a scheme without values", "{a}://x.test", "{ default: https }", "https://x.test"],
    [
      "a path that begins with a slash",
      "https://x.test{a}",
      "{ default: /v1 }",
      "https://x.test/v1",
    ],
  ])("is generated for %s", async ([, url = "", variable, expected]) => {
    expect(await tableOf(url, `{ a: ${variable} }`)).toEqual({ production: expected });
  });

  test("is generated for a URL that begins with a variable without values: it is `baseUrl`", async () => {
    expect(await tableOf("{a}/v1", "{ a: { default: 'https://x.test' } }")).toEqual({});
  });
});

describe("the name of an option", () => {
  test.for([
    ["region-id", "regionId"],
    ["Region", "region"],
    ["environment", "serverEnvironment"],
    ["baseUrl", "serverBaseUrl"],
    ["mode", "serverMode"],
    ["apiKey", "serverApiKey"],
    ["1", "server1"],
  ])("of the variable %s is %s", async ([variable = "", option = ""]) => {
    const table = await tableOf(
      `https://{${variable}}.x.test`,
      `{ ${JSON.stringify(variable)}: { default: a, enum: [a, b] } }`,
      "components: { securitySchemes: { apiKey: { type: apiKey, in: header, name: X-Key } } }\n",
    );
    expect(table).toEqual({
      production: {
        url: `https://{${option}}.x.test`,
        variables: { [option]: { values: ["a", "b"] } },
      },
    });
  });

  test("is refused if there is no free one", async () => {
    const schemes = ["apiKey", "serverApiKey"].map(
      (name) => `${name}: { type: apiKey, in: header, name: X-${name} }`,
    );
    const rest = `components: { securitySchemes: { ${schemes.join(", ")} } }\n`;
    const variables = "{ apiKey: { default: a, enum: [a, b] } }";
    expect(await refusal(documentOf("https://{apiKey}.x.test", variables, rest))).toBe(
      "openapi.yaml:5:26 The variable {apiKey} needs a name that no other client option has.",
    );
  });
});

test("the name of an environment does not come from one of several values", async () => {
  const variables = "{ a: { default: sandbox, enum: [sandbox, live] } }";
  expect(Object.keys(await tableOf("https://{a}.x.test", variables))).toEqual(["production"]);
});

test.for([
  [
    "an undeclared variable",
    "https://{a}.x.test",
    "{}",
    "4:10 The server URL has an undeclared variable {a}.",
  ],
  [
    "a value that changes the host",
    "https://{a}.x.test",
    "{ a: { default: b, enum: [b, 'c@y'] } }",
    "4:10 The server URL https://c@y.x.test cannot be used as a base URL.",
  ],
  [
    "a value with a query",
    "https://x.test/{a}",
    "{ a: { default: b, enum: [b, 'c?d'] } }",
    "4:10 The server URL https://x.test/c?d cannot be used as a base URL.",
  ],
  [
    "a value that is no URL",
    "https://{a}.x.test",
    "{ a: { default: b, enum: [b, 'c d'] } }",
    "4:10 The server URL https://c d.x.test is not absolute.",
  ],
  [
    "a scheme without a default",
    "{a}://x.test",
    "{ a: { enum: [ftp, gopher] } }",
    "5:21 The scheme of the server URL has no value.",
  ],
])("refuses %s", async ([, url = "", variables = "", message]) => {
  expect(await refusal(documentOf(url, variables))).toBe(`openapi.yaml:${message}`);
});
