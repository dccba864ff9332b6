import { HEAD, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { lintProblems } from "../../src/lint/lint-problems.ts";
import { lintSpec } from "../../src/lint/lint-spec.ts";
import { loadSpec } from "../../src/load/load-spec.ts";
import { printedBy } from "../helpers/printed-by.ts";

const RULE = "countersign/slow-pattern";
const A = `${"a".repeat(60)}!`;

/** Returns a document with schemas, one per line from line 9. */
function documentOf(...schemas: string[]): string {
  const lines = schemas.map((schema, index) => `    S${index}: ${schema}\n`);
  return `${HEAD}components:\n  schemas:\n${lines.join("")}`;
}

/** Returns the problems about patterns and examples that linting prints: `file:line:column message`. */
async function reports(document: string): Promise<string[]> {
  const printed = await printedBy(async () => lintSpec(await specFolder(document)));
  return [...printed.matchAll(/^\[\d+\] \S*\/acme\/(\S+) at .*\n\n(.+)$/gm)]
    .map(([, location, message]) => `${location} ${message}`)
    .filter((line) => /pattern|Example/.test(line));
}

function slow(location: string, pattern: string): string {
  return `openapi.yaml:${location} The pattern \`${pattern}\` takes too long for a string of the examples. Rewrite it without nested or adjacent repetitions of the same characters, or remove it.`;
}

describe("reports a pattern that backtracks for years, and does not run it", () => {
  test.for([
    ["^(a+)+$", A],
    ["^(a|a)*$", A],
    ["^(a|aa)+$", A],
    ["^([a-zA-Z]+)*$", A],
    ["^(.*a){25}$", A],
    ["(a+)+\\1b", A],
    ["^(?=(a+)+$)", A],
    ["^(([a-z])+.)+[A-Z]([a-z])+$", A],
    ["\\s+$", `${" ".repeat(300_000)}!`],
    [
      "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
      A,
    ],
  ] as const)("%s", async ([pattern, example]) => {
    const schema = JSON.stringify({ type: "string", example, pattern });
    const column = 9 + schema.lastIndexOf(JSON.stringify(pattern));
    expect(await reports(documentOf(schema))).toEqual([slow(`9:${column}`, pattern)]);
  });
});

const SLOW = "^(a+)+$";

describe("finds it", () => {
  test.for([
    [
      "in the example of a media type",
      `content: { application/json: { schema: { $ref: "#/components/schemas/S0" }, example: "${A}" } }`,
    ],
    [
      "in named examples",
      `content: { application/json: { schema: { items: { $ref: "#/components/schemas/S0" } }, examples: { one: { value: ["${A}"] } } } }`,
    ],
    [
      "in a key",
      `content: { application/json: { schema: { propertyNames: { $ref: "#/components/schemas/S0" } }, example: { "${A}": 1 } } }`,
    ],
  ] as const)("%s", async ([, content]) => {
    const schema = `{ type: string, pattern: "${SLOW}" }`;
    const responses = `  responses:\n    R: { description: It., ${content} }\n`;
    expect(await reports(documentOf(schema) + responses)).toEqual([slow("9:34", SLOW)]);
  });

  test("in a key of patternProperties", async () => {
    const schema = `{ type: object, patternProperties: { "${SLOW}": { type: string } }, example: { "${A}": x } }`;
    expect(await reports(documentOf(schema))).toContain(slow("9:57", SLOW));
  });

  test("in a property that is called `pattern`, `example` or `examples`", async () => {
    const property = `{ type: string, pattern: "${SLOW}", example: "${A}" }`;
    for (const name of ["pattern", "example", "examples"]) {
      const found = await reports(documentOf(`{ properties: { ${name}: ${property} } }`));
      expect(found).toHaveLength(1);
    }
  });
});

test("reports the other problems of the document, and every other example that is wrong", async () => {
  const document = documentOf(
    `{ type: string, pattern: "${SLOW}", example: "${A}" }`,
    '{ type: string, pattern: "^[0-9]+$", example: five }',
  );
  expect(await reports(document)).toEqual([
    slow("9:34", SLOW),
    expect.stringMatching(/^openapi.yaml:10:\d+ Example value must conform/),
  ]);
});

test("reports a pattern in every schema that has it", async () => {
  const schema = `{ type: string, pattern: "${SLOW}", example: "${A}" }`;
  expect(await reports(documentOf(schema, schema))).toEqual([
    slow("9:34", SLOW),
    slow("10:34", SLOW),
  ]);
});

test("gives up running patterns after ten slow ones", async () => {
  const schemas = Array.from(
    { length: 200 },
    (_, index) => `{ type: string, pattern: "^(a+)+${index}$", example: "${A}" }`,
  );
  expect(await reports(documentOf(...schemas))).toHaveLength(10);
});

test("accepts a sound pattern with a very long example, and many examples", async () => {
  const long = `{ type: string, pattern: "^[a-z]+$", example: "${"a".repeat(1_000_000)}" }`;
  const many = `{ type: array, items: { pattern: "^[a-z]+[0-9]+$" }, example: ${JSON.stringify(
    Array.from({ length: 50_000 }, (_, index) => `name${index}`),
  )} }`;
  expect(await reports(documentOf(long, many))).toEqual([]);
});

test("leaves patterns that are no regular expressions to the rules", async () => {
  expect(await reports(documentOf('{ type: string, pattern: "(", example: a }'))).not.toContain(
    expect.stringContaining("takes too long"),
  );
});

test("gives the pointer of the problem, for the file of ignored problems", async () => {
  const folder = await specFolder(
    documentOf(`{ type: string, pattern: "${SLOW}", example: "${A}" }`),
  );
  const { subject } = await loadSpec(folder);
  expect((await lintProblems(subject)).filter(({ rule }) => rule === RULE)).toEqual([
    {
      rule: RULE,
      message: expect.stringContaining(SLOW),
      pointer: "#/components/schemas/S0/pattern",
    },
  ]);
});
