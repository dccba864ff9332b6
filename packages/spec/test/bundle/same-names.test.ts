import { HEAD, locationOf, specFolder } from "@countersign/testing/spec";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../src/load/load-spec.ts";

const VERSION_A = "type: object\nproperties: { version: { type: string } }\n";
const VERSION_B = "type: object\nproperties: { build: { type: integer } }\n";

const A = { type: "object", properties: { version: { type: "string" } } };
const B = { type: "object", properties: { build: { type: "integer" } } };

/** Returns a document with one operation per reference, each of which responds with that schema. */
function documentOf(refs: readonly string[], rest = ""): string {
  const paths = refs.map(
    (ref, index) => `  /p${index}:
    get:
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "${ref}" } } } }
`,
  );
  return `${HEAD}paths:\n${paths.join("")}${rest}`;
}

/** Returns the component schemas of a spec, and the one that each operation refers to. */
async function schemasOf(files: Readonly<Record<string, string>>): Promise<{
  schemas: unknown;
  refs: unknown[];
}> {
  const { document } = await loadSpec(await specFolder(files));
  const { paths, components } = document as unknown as {
    paths: Record<string, { get: { responses: Record<string, never> } }>;
    components: { schemas: unknown };
  };
  const refs = Object.values(paths).map(({ get }) =>
    Reflect.get(Reflect.get(get.responses["200"] ?? {}, "content"), "application/json"),
  );
  return {
    schemas: components.schemas,
    refs: refs.map(({ schema }) => schema.$ref.replace("#/components/schemas/", "")),
  };
}

describe("files of one name in different folders", () => {
  const files = { "a/version.yaml": VERSION_A, "b/version.yaml": VERSION_B };

  test("become schemas that are named by their folders, whatever the order of the references", async () => {
    expect(
      await schemasOf({
        ...files,
        "openapi.yaml": documentOf(["a/version.yaml", "b/version.yaml"]),
      }),
    ).toEqual({ schemas: { AVersion: A, BVersion: B }, refs: ["AVersion", "BVersion"] });
    expect(
      await schemasOf({
        ...files,
        "openapi.yaml": documentOf(["b/version.yaml", "a/version.yaml"]),
      }),
    ).toEqual({ schemas: { AVersion: A, BVersion: B }, refs: ["BVersion", "AVersion"] });
  });

  test("keep their source locations", async () => {
    const folder = await specFolder({
      ...files,
      "openapi.yaml": documentOf(["a/version.yaml", "b/version.yaml"]),
    });
    const { locationOf: at } = await loadSpec(folder);
    const location = at("#/components/schemas/BVersion/properties/build");
    const error = Object.assign(new Error(), { location, remedy: "" });
    expect(locationOf(error, folder)).toBe("b/version.yaml:2:22");
  });

  test("get as many folders as tell them apart", async () => {
    const { refs } = await schemasOf({
      "v1/users/get.yaml": VERSION_A,
      "v2/users/get.yaml": VERSION_B,
      "v2/cards/get.yaml": "type: string\n",
      "get.yaml": "type: boolean\n",
      "openapi.yaml": documentOf([
        "v1/users/get.yaml",
        "v2/users/get.yaml",
        "v2/cards/get.yaml",
        "get.yaml",
      ]),
    });
    expect(refs).toEqual(["V1UsersGet", "V2UsersGet", "V2CardsGet", "get"]);
  });

  test("are one schema if they are copies", async () => {
    const pet = "type: object\nproperties: { kind: { $ref: kind.yaml } }\n";
    const copies = { "a/kind.yaml": "type: string\n", "b/kind.yaml": "type: string\n" };
    expect(
      await schemasOf({
        ...copies,
        "a/pet.yaml": pet,
        "b/pet.yaml": pet,
        "openapi.yaml": documentOf(["a/pet.yaml", "b/pet.yaml"]),
      }),
    ).toEqual({
      schemas: {
        kind: { type: "string" },
        pet: { type: "object", properties: { kind: { $ref: "#/components/schemas/kind" } } },
      },
      refs: ["pet", "pet"],
    });
  });

  test("are different schemas if they look the same but refer to different files", async () => {
    const node = (folder: string) => ({
      [`${folder}/node.yaml`]: "type: object\nproperties: { next: { $ref: link.yaml } }\n",
    });
    // Each folder refers to the other, so that the engine meets the second node before it has rewritten the first.
    const { schemas, refs } = await schemasOf({
      ...node("a"),
      ...node("b"),
      "a/link.yaml":
        "type: object\nproperties: { up: { $ref: node.yaml }, other: { $ref: ../b/node.yaml } }\n",
      "b/link.yaml":
        "type: object\nproperties: { up: { $ref: node.yaml }, last: { type: integer } }\n",
      "openapi.yaml": documentOf(["a/node.yaml", "b/node.yaml"]),
    });
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    expect(refs).toEqual(["ANode", "BNode"]);
    expect(schemas).toEqual({
      ANode: { type: "object", properties: { next: ref("ALink") } },
      BNode: { type: "object", properties: { next: ref("BLink") } },
      ALink: { type: "object", properties: { up: ref("ANode"), other: ref("BNode") } },
      BLink: { type: "object", properties: { up: ref("BNode"), last: { type: "integer" } } },
    });
  });

  test("have the names that the document's components give them", async () => {
    const components = `components:
  schemas:
    Old: { $ref: a/version.yaml }
    New: { $ref: b/version.yaml }
`;
    const refs = ["#/components/schemas/Old", "a/version.yaml", "b/version.yaml"];
    expect(await schemasOf({ ...files, "openapi.yaml": documentOf(refs, components) })).toEqual({
      schemas: { Old: A, New: B },
      refs: ["Old", "Old", "New"],
    });
  });

  test("leave a component of the document its name", async () => {
    const components = "components:\n  schemas:\n    version: { type: boolean }\n";
    const refs = ["a/version.yaml", "#/components/schemas/version"];
    expect(await schemasOf({ ...files, "openapi.yaml": documentOf(refs, components) })).toEqual({
      schemas: { version: { type: "boolean" }, AVersion: A },
      refs: ["AVersion", "version"],
    });
  });

  test("get a number if there is no folder to name them by", async () => {
    const components = "components:\n  schemas:\n    version: { type: boolean }\n";
    const refs = ["version.yaml", "version.json", "#/components/schemas/version"];
    expect(
      (
        await schemasOf({
          "version.yaml": VERSION_A,
          "version.json": '{ "type": "string" }',
          "openapi.yaml": documentOf(refs, components),
        })
      ).refs,
    ).toEqual(["version3", "version2", "version"]);
  });
});

test("names parts of files by file and key", async () => {
  const { refs } = await schemasOf({
    "users.yaml": `components:\n  schemas:\n    Id: { type: string }\n`,
    "cards.yaml": `definitions:\n  Id: { type: integer }\n`,
    "openapi.yaml": documentOf(["users.yaml#/components/schemas/Id", "cards.yaml#/definitions/Id"]),
  });
  expect(refs).toEqual(["UsersId", "CardsId"]);
});

test("names what a discriminator refers to, and other kinds of components", async () => {
  const folder = await specFolder({
    "openapi.yaml": `${HEAD}paths:
  /a:
    get:
      parameters: [{ $ref: a/id.yaml }, { $ref: b/id.yaml }]
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                oneOf: [{ $ref: a/pet.yaml }, { $ref: b/pet.yaml }]
                discriminator:
                  propertyName: kind
                  mapping: { cat: a/pet.yaml, dog: b/pet.yaml }
`,
    "a/pet.yaml": "type: object\nproperties: { kind: { const: cat } }\n",
    "b/pet.yaml": "type: object\nproperties: { kind: { const: dog } }\n",
    "a/id.yaml": "{ in: query, name: id, schema: { type: string } }\n",
    "b/id.yaml": "{ in: header, name: id, schema: { type: string } }\n",
  });
  const { document } = await loadSpec(folder);
  expect(document).toMatchObject({
    paths: {
      "/a": {
        get: {
          parameters: [
            { $ref: "#/components/parameters/AId" },
            { $ref: "#/components/parameters/BId" },
          ],
          responses: {
            200: {
              content: {
                "application/json": {
                  schema: {
                    discriminator: {
                      mapping: {
                        cat: "#/components/schemas/APet",
                        dog: "#/components/schemas/BPet",
                      },
                    },
                  },
                },
              },
            },
          },
        },
      },
    },
    components: { parameters: { AId: { in: "query" }, BId: { in: "header" } } },
  });
});
