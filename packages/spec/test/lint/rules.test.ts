import { join } from "node:path";
import { type Files, writeAll } from "@countersign/testing/files";
import { DOCUMENT, HEAD } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { lintSpec } from "../../src/lint/lint-spec.ts";
import { printedBy } from "../helpers/printed-by.ts";

const PLUGIN = join(import.meta.dirname, "../../src/lint/redocly-plugin.ts");

/** Returns the problems that one rule reports for a spec, as lines `file:line:column message`. */
async function reports(rule: string, spec: string | Files): Promise<string[]> {
  const files = typeof spec === "string" ? { "openapi.yaml": spec } : spec;
  const folder = await writeAll(await temporaryFolder(), {
    "redocly.yaml": `plugins: ["${PLUGIN}"]\nrules:\n  countersign/${rule}: error\n`,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`acme/${path}`, text])),
  });
  const printed = await printedBy(() => lintSpec(join(folder, "acme")));
  return [...printed.matchAll(/^\[\d+\] \S*\/acme\/(\S+) at .*\n\n(.+)$/gm)].map(
    ([, location, message]) => `${location} ${message}`,
  );
}

function operation(text: string): string {
  return `${HEAD}paths:\n  /a:\n    get:\n${text.replace(/^/gm, "      ")}\n`;
}

describe("operation-id", () => {
  test.for(["List users", "listUsers!", "ListUsers", "list_users", "list-users"])(
    "reports %s",
    async (id) => {
      expect(await reports("operation-id", operation(`operationId: ${id}`))).toEqual([
        `openapi.yaml:10:20 operationId \`${id}\` must be camelCase, because it becomes the method name.`,
      ]);
    },
  );

  test.for(["operationId: listUsers", "operationId: a", "operationId: getV2"])(
    "accepts %s",
    async (text) => {
      expect(await reports("operation-id", operation(text))).toEqual([]);
    },
  );

  test("reports an operation without one", async () => {
    expect(await reports("operation-id", operation("summary: No id"))).toEqual([
      "openapi.yaml:9:5 The operation has no operationId, which becomes the method name.",
    ]);
  });

  test("ignores webhooks, which are not called by name", async () => {
    const document = `${operation("operationId: a")}webhooks:\n  userCreated:\n    post:\n      summary: No id\n`;
    expect(await reports("operation-id", document)).toEqual([]);
  });

  test("reports an operationId of a vendored file in that file", async () => {
    const spec = {
      "openapi.yaml": `${HEAD}paths:\n  /a:\n    $ref: vendor/a.yaml\n`,
      "vendor/a.yaml": "get:\n  operationId: A B\n",
    };
    expect(await reports("operation-id", spec)).toEqual([
      "vendor/a.yaml:2:16 operationId `A B` must be camelCase, because it becomes the method name.",
    ]);
  });
});

describe("operation-security-stated", () => {
  test("reports an operation that relies on the document's security", async () => {
    const document = `${operation("operationId: a")}security: []\n`;
    expect(await reports("operation-security-stated", document)).toEqual([
      "openapi.yaml:9:5 The operation does not declare its `security`; write `security: []` if it needs none.",
    ]);
  });

  test.for(["security: []", "security: [{ key: [] }]"])("accepts %s", async (text) => {
    const schemes = "components: { securitySchemes: { key: { type: http, scheme: bearer } } }\n";
    const document = operation(text) + schemes;
    expect(await reports("operation-security-stated", document)).toEqual([]);
  });
});

describe("success-response-example", () => {
  const responding = (status: string, media: string) =>
    operation(
      `responses:\n  "${status}":\n    description: It.\n    content:\n      application/json: ${media}`,
    );

  test.for(["200", "2XX", "201"])("reports a %s response without an example", async (status) => {
    expect(
      await reports("success-response-example", responding(status, "{ schema: { type: string } }")),
    ).toEqual([
      "openapi.yaml:14:13 A success response with a body needs an `example` or `examples`.",
    ]);
  });

  test("reports an empty list of examples", async () => {
    expect(
      await reports("success-response-example", responding("200", "{ examples: {} }")),
    ).toEqual([
      "openapi.yaml:14:13 A success response with a body needs an `example` or `examples`.",
    ]);
  });

  test.for([
    ["a response with an example", responding("200", "{ example: hello }")],
    ["a response whose example is null", responding("200", "{ example: null }")],
    ["a response with examples", responding("200", "{ examples: { hello: { value: hello } } }")],
    ["an error without an example", responding("400", "{ schema: { type: string } }")],
    [
      "a default response without an example",
      responding("default", "{ schema: { type: string } }"),
    ],
    ["a response without a body", operation('responses:\n  "204":\n    description: Nothing.')],
  ] as const)("accepts %s", async ([, document]) => {
    expect(await reports("success-response-example", document)).toEqual([]);
  });
});

describe("vocabulary", () => {
  test("reports a word on an object that it does not belong to", async () => {
    expect(await reports("vocabulary", operation("x-countersign-default: a"))).toEqual([
      "openapi.yaml:10:30 `x-countersign-default` is not a word of the vocabulary for an operation.",
    ]);
  });

  test("reports a misspelt word", async () => {
    const document = HEAD.replace("acme.test", "acme.test\n    x-countersign-enviroment: sandbox");
    expect(await reports("vocabulary", document)).toEqual([
      "openapi.yaml:7:31 `x-countersign-enviroment` is not a word of the vocabulary for a server.",
    ]);
  });

  test("reports every invalid value of a word", async () => {
    const document = `${HEAD}components:
  schemas:
    A:
      type: string
      x-extensible-enum: [a, 5]
    B:
      x-extensible-enum: []
`;
    expect(await reports("vocabulary", document)).toEqual([
      "openapi.yaml:11:30 `x-extensible-enum.1` must be string.",
      "openapi.yaml:13:26 `x-extensible-enum` must NOT have fewer than 1 items.",
    ]);
  });

  test.for([
    [
      "words where they belong",
      DOCUMENT.replace("acme.test", "acme.test\n    x-countersign-environment: sandbox"),
    ],
    ["third-party extensions", operation("x-other: { x-countersign-like: 1 }")],
    [
      "a property named like a word",
      `${DOCUMENT}components:\n  schemas:\n    A:\n      properties:\n        x-countersign-default: { type: string }\n`,
    ],
    [
      "data in an example",
      operation(
        "responses:\n  default:\n    content:\n      application/json:\n        example: { x-countersign-default: 1 }",
      ),
    ],
  ] as const)("accepts %s", async ([, document]) => {
    expect(await reports("vocabulary", document)).toEqual([]);
  });
});
