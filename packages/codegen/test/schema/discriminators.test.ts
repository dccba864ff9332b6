import { describe, expect, test } from "vitest";
import { errorsWith } from "../helpers/saved-schema.ts";

/** A reference to a component schema. */
const ref = (name: string): string => `{ $ref: "#/components/schemas/${name}" }`;

/** A schema of an object with a string `kind` and another property, which tells that the compiler narrows. */
const member = (name: string, kind = "{ type: string }"): string =>
  `${name}: { type: object, required: [kind], properties: { kind: ${kind}, of${name}: { type: string } } }`;

/** Fails to compile unless each value leads to the member that has the property. */
function narrowing(...cases: readonly (readonly [value: string, property: string])[]): string {
  return `export function read(a: Received): string | undefined {
  switch (a.kind) {
${cases.map(([value, property]) => `    case ${value}: return a.${property};`).join("\n")}
  }
}
`;
}

const kindIs = (name: string, values: string): string =>
  `sure<Same<Named["${name}"]["kind"], ${values}>>();\n`;

describe("without a mapping, the members of a union have", () => {
  test.for([
    ["the values that they declare", "enum: [text]", "enum: [quote]"],
    ["the constants that they declare", "const: text", "const: quote"],
    ["declared values among several", "enum: [text]", "enum: [quote, citation]"],
  ] as const)("%s", async ([, one, other]) => {
    const schemas = `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind } }
${member("One", `{ type: string, ${one} }`)}
${member("Two", `{ type: string, ${other} }`)}`;
    const program = narrowing(['"text"', "ofOne"], ['"quote"', "ofTwo"]);
    expect(await errorsWith(schemas, kindIs("One", '"text"') + program)).toEqual([]);
  });

  test("values that another schema declares", async () => {
    const schemas = `A: { anyOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind } }
${member("One", ref("Kind"))}
${member("Two", `{ allOf: [${ref("Other")}] }`)}
Kind: { type: string, enum: [text] }
Other: { type: string, enum: [quote] }`;
    const program = narrowing(['"text"', "ofOne"], ['"quote"', "ofTwo"]);
    expect(await errorsWith(schemas, program)).toEqual([]);
  });

  test("their schemas' names if they declare none", async () => {
    const schemas = `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind } }
${member("One")}
${member("Two")}`;
    const program = narrowing(['"One"', "ofOne"], ['"Two"', "ofTwo"]);
    expect(await errorsWith(schemas, kindIs("One", '"One"') + program)).toEqual([]);
  });

  test("their schemas' names if all declare the same values, and these are among them", async () => {
    const schemas = `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind } }
${member("One", ref("Kind"))}
${member("Two", ref("Kind"))}
Kind: { type: string, enum: [One, Two] }`;
    expect(await errorsWith(schemas, narrowing(['"One"', "ofOne"], ['"Two"', "ofTwo"]))).toEqual(
      [],
    );
  });

  test("what an allOf declares in a later part, also where the members are written in the union", async () => {
    const inline = (name: string): string =>
      `{ allOf: [${ref(name)}, { type: object, required: [kind], properties: { kind: { type: string, enum: [${name}!] } } }] }`;
    const schemas = `A: { oneOf: [${inline("One")}, ${inline("Two")}], discriminator: { propertyName: kind } }
One: { type: object, properties: { ofOne: { type: string } } }
Two: { type: object, properties: { kind: { type: string }, ofTwo: { type: string } } }`;
    const program = narrowing(['"One!"', "ofOne"], ['"Two!"', "ofTwo"]);
    expect(await errorsWith(schemas, program)).toEqual([]);
  });
});

describe("a mapping gives the members of a union", () => {
  const union = (mapping: string): string =>
    `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind, mapping: { ${mapping} } } }`;

  test("their values, and several to one", async () => {
    const schemas = `${union(`a: "#/components/schemas/One", b: "#/components/schemas/Two", c: "#/components/schemas/Two"`)}
${member("One")}
${member("Two")}`;
    const program = kindIs("One", '"a"') + kindIs("Two", '"b" | "c"');
    expect(
      await errorsWith(schemas, program + narrowing(['"a"', "ofOne"], ['"c"', "ofTwo"])),
    ).toEqual([]);
  });

  test("their values by name", async () => {
    const schemas = `${union("a: One, b: Two")}\n${member("One")}\n${member("Two")}`;
    expect(await errorsWith(schemas, narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"]))).toEqual([]);
  });

  test("numbers where the property is one", async () => {
    const schemas = `${union(`"1": One, "2": Two`)}
${member("One", "{ type: integer }")}
${member("Two", "{ type: integer, enum: [2, 3] }")}`;
    const program = kindIs("One", "1") + kindIs("Two", "2 | 3");
    expect(await errorsWith(schemas, program + narrowing(["1", "ofOne"], ["2", "ofTwo"]))).toEqual(
      [],
    );
  });

  test("booleans where the property is one", async () => {
    const schemas = `${union(`"true": One, "false": Two`)}
${member("One", "{ type: boolean }")}
${member("Two", "{ type: boolean }")}`;
    expect(await errorsWith(schemas, narrowing(["true", "ofOne"], ["false", "ofTwo"]))).toEqual([]);
  });

  test("no value that contradicts what they declare", async () => {
    const schemas = `${union("ONE: One, TWO: Two")}
${member("One", "{ type: string, enum: [one] }")}
${member("Two", "{ type: string, enum: [two] }")}`;
    expect(await errorsWith(schemas, narrowing(['"one"', "ofOne"], ['"two"', "ofTwo"]))).toEqual(
      [],
    );
  });

  test("values beside null, if the union is nullable", async () => {
    const schemas = `${union("a: One, b: Two").replace("A: {", "A: { nullable: true,")}
${member("One")}
${member("Two")}`;
    const program = `export const none: Sent = null;
export const read = (a: Received): string | undefined => (a?.kind === "a" ? a.ofOne : a?.ofTwo);
`;
    expect(await errorsWith(schemas, program, "3.0.3")).toEqual([]);
  });

  test("values that reach the members of a union within", async () => {
    const schemas = `A: { oneOf: [${ref("One")}, ${ref("Inner")}], discriminator: { propertyName: kind, mapping: { a: One, b: Inner } } }
Inner: { oneOf: [${ref("Two")}, ${ref("Three")}] }
${member("One")}
${member("Two")}
${member("Three", "{ type: string, enum: [c] }")}`;
    const program = kindIs("Two", '"b"') + kindIs("Three", '"c"');
    expect(
      await errorsWith(schemas, program + narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"])),
    ).toEqual([]);
  });
});

test("a schema in two unions has the values of both, and each union its own", async () => {
  const schemas = `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind, mapping: { a: One, b: Two } } }
B: { oneOf: [${ref("One")}, ${ref("Three")}], discriminator: { propertyName: kind, mapping: { b: One, c: Three } } }
${member("One")}
${member("Two")}
${member("Three")}`;
  const program = `${kindIs("One", '"a" | "b"')}
export const readB = (b: Named["B"]): string | undefined => (b.kind === "b" ? b.ofOne : b.ofThree);
`;
  expect(
    await errorsWith(schemas, program + narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"])),
  ).toEqual([]);
});

test("the schema that all other values stand for may have any", async () => {
  const schemas = `A: { oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind, mapping: { a: One }, defaultMapping: Two } }
${member("One")}
${member("Two")}`;
  const program = `${kindIs("One", '"a"')}${kindIs("Two", "string")}export const sent: Sent = { kind: "z", ofTwo: "2" };\n`;
  expect(await errorsWith(schemas, program, "3.2.0")).toEqual([]);
});

describe("the heirs of a base with a discriminator have", () => {
  const heir = (name: string, base = "Base", more = ""): string =>
    `${name}: { allOf: [${ref(base)}, { type: object, properties: { of${name}: { type: string } ${more} } }] }`;
  const base = (kind: string, mapping = ""): string =>
    `Base: { type: object, required: [kind], properties: { kind: ${kind} }, discriminator: { propertyName: kind${mapping && `, mapping: { ${mapping} }`} } }`;
  const union = `A: { oneOf: [${ref("One")}, ${ref("Two")}] }`;

  test.for([
    ["the values of its mapping", base("{ type: string }", "a: One, b: Two"), '"a"', '"b"'],
    [
      "the values of its mapping, which the base lists",
      base("{ type: string, enum: [a, b] }", "a: One, b: Two"),
      '"a"',
      '"b"',
    ],
    ["their names", base("{ type: string }"), '"One"', '"Two"'],
    [
      "their names, which the base lists",
      base("{ type: string, enum: [One, Two] }"),
      '"One"',
      '"Two"',
    ],
  ] as const)("%s", async ([, schema, one, two]) => {
    const schemas = `${union}\n${schema}\n${heir("One")}\n${heir("Two")}`;
    const program =
      kindIs("One", one) + kindIs("Two", two) + narrowing([one, "ofOne"], [two, "ofTwo"]);
    expect(await errorsWith(schemas, program)).toEqual([]);
  });

  test("those values also in a union with a discriminator of its own", async () => {
    const schemas = `${union.replace(" }", ", discriminator: { propertyName: kind } }").replace("} }, disc", "}, disc")}
${base("{ type: string, enum: [a, b] }", "a: One, b: Two")}
One: { allOf: [${ref("Base")}, { type: object, properties: { ofOne: { type: string } } }] }
${heir("Two")}`;
    expect(await errorsWith(schemas, narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"]))).toEqual([]);
  });

  test("their own values rather than their names", async () => {
    const own = (value: string): string => `, kind: { type: string, enum: [${value}] }`;
    const schemas = `${union}\n${base("{ type: string }")}\n${heir("One", "Base", own("a"))}\n${heir("Two", "Base", own("b"))}`;
    expect(await errorsWith(schemas, narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"]))).toEqual([]);
  });

  test("values that a base of theirs does not have, which then loses the property", async () => {
    const own = (value: string): string => `, kind: { type: string, enum: [${value}] }`;
    const schemas = `${union}\n${base("{ type: string, enum: [base] }")}\n${heir("One", "Base", own("a"))}\n${heir("Two", "Base", own("b"))}`;
    expect(await errorsWith(schemas, narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"]))).toEqual([]);
  });

  test("the values of their own heirs as well, and a union only theirs", async () => {
    const schemas = `${union.replace("}]", `}, { $ref: "#/components/schemas/Three" }], discriminator: { propertyName: kind }`)}
${base("{ type: string }", "a: One, b: Two, c: Three")}
${heir("One")}
${heir("Two")}
${heir("Three", "Two")}`;
    const program = `${kindIs("Two", '"b" | "c"')}${kindIs("Three", '"c"')}export const some: Named["Two"] = { kind: "c" };\n`;
    expect(
      await errorsWith(
        schemas,
        program + narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"], ['"c"', "ofThree"]),
      ),
    ).toEqual([]);
  });

  test("no value that the base does not list", async () => {
    const schemas = `${union}\n${base("{ type: string, enum: [one, two] }")}\n${heir("One")}\n${heir("Two")}`;
    const program = `${kindIs("One", '"one" | "two"')}${kindIs("Two", '"one" | "two"')}`;
    expect(await errorsWith(schemas, program)).toEqual([]);
  });

  test("a base that can be used itself, with any of the values", async () => {
    const schemas = `A: ${ref("Base")}\n${base("{ type: string }", "a: One")}\n${heir("One")}`;
    const program = `sure<Same<Received["kind"], string>>();\nexport const sent: Sent = { kind: "a" };\n`;
    expect(await errorsWith(schemas, program)).toEqual([]);
  });

  test("members, even if the base is the union of its heirs", async () => {
    const schemas = `A: ${ref("Base")}
Base: { type: object, required: [kind, id], properties: { kind: { type: string }, id: { type: string } }, oneOf: [${ref("One")}, ${ref("Two")}], discriminator: { propertyName: kind, mapping: { a: One, b: Two } } }
${heir("One")}
${heir("Two")}`;
    const program = `export const id = (a: Received): string => a.id;\n`;
    expect(
      await errorsWith(schemas, program + narrowing(['"a"', "ofOne"], ['"b"', "ofTwo"])),
    ).toEqual([]);
  });
});
