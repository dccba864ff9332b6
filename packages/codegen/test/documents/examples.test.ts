import { readAll } from "@countersign/testing/files";
import { HEAD, specErrorOf, specFolder } from "@countersign/testing/spec";
import { temporaryFolder } from "@countersign/testing/temporary-folder";
import { describe, expect, test } from "vitest";
import { generate } from "../../src/generate/generate.ts";

async function examplesOf(paths: string): Promise<string> {
  const out = await temporaryFolder();
  await generate({ spec: await specFolder(`${HEAD}paths:\n${paths}`), out, examples: true });
  const text = (await readAll(out))["test/generated/examples.ts"] ?? "";
  return text.slice(text.indexOf("export const examples"));
}

const PARAMETERS = `
  /users/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, example: u1 }
    get:
      operationId: getUser
      parameters:
        - { name: kind, in: query, required: true, schema: { type: string, enum: [a, b] } }
        - { name: unused, in: query, schema: { type: string } }
        - name: filter
          in: query
          required: true
          schema:
            type: object
            required: [state]
            properties:
              state: { type: string, const: open }
              since: { type: string }
              until: { type: string, examples: ["2026"] }
      responses:
        "200":
          description: The user.
          content: { application/json: { example: { name: "*/ \`\${x}" } } }
`;

describe("generates the examples of an operation", () => {
  test("with parameters that are required or have an example, and responses", async () => {
    expect(
      await examplesOf(PARAMETERS),
    ).toBe(`export const examples: readonly OperationExamples[] = [
  {
    operationId: "getUser",
    inputs: [{
      params: {
        path: {
          id: "u1",
        },
        query: {
          kind: "a",
          filter: {
            state: "open",
            until: "2026",
          },
        },
      },
    }] satisfies AcmeOperations["getUser"]["input"][],
    responses: [{
      name: "*/ \`\${x}",
    }] satisfies AcmeOperations["getUser"]["response"][],
  },
];
`);
  });

  test("with one call for each example of the body, and files for binary strings", async () => {
    const text = await examplesOf(`
  /files:
    post:
      operationId: upload
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { files: { type: array, items: { type: string, format: binary } } } }
            examples:
              one: { value: { files: [x] } }
              none: { value: { files: [] } }
      responses:
        "201": { description: Done. }
`);
    expect(text).toContain('files: [new Blob(["x"])]');
    expect(text).toContain("files: []");
    expect(text).toContain("responses: [] satisfies");
  });

  test("unless a required parameter has no example", async () => {
    const spec = await specFolder(`${HEAD}paths:${PARAMETERS.replace(", example: u1", "")}`);
    const out = await temporaryFolder();
    const error = await specErrorOf(generate({ spec, out, examples: true }));
    expect(error.message).toBe("The required parameter id has no example.");
    expect(error.location).toMatchObject({
      line: 10,
      pointer: "#/paths/~1users~1{id}/parameters/0",
    });
    expect(await readAll(out)).toEqual({});
  });
});
