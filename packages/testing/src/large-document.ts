/** An operation of a large document, and what a call of it needs. All are POST operations. */
export interface LargeOperation {
  readonly id: string;
  readonly path: string;
  /** Its parameters and body as a TypeScript expression. */
  readonly init: string;
}

/**
 * Returns an OpenAPI document with a number of POST operations, as JSON. Each has its own schemas for body and
 * response; their path parameters, query parameters, optional bodies and error responses differ by turns. The same
 * number yields the same document.
 */
export function largeDocument(count: number): string {
  const operations = largeOperations(count);
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Large API", version: "1.0.0" },
    servers: [{ url: "https://api.large.test" }],
    paths: Object.fromEntries(operations.map(({ path }, index) => [path, { post: post(index) }])),
    components: {
      schemas: Object.assign({ Problem: PROBLEM }, ...operations.map((_, index) => schemas(index))),
    },
  });
}

/** Returns the operations of {@link largeDocument}. */
export function largeOperations(count: number): LargeOperation[] {
  return Array.from({ length: count }, (_, index) => {
    const parts = [
      hasQuery(index) ? `query: { limit: ${index}, region: "eu" }` : "",
      hasPath(index) ? `path: { "parent-id": "p" }` : "",
    ].filter((part) => part !== "");
    const params = parts.length > 0 ? `params: { ${parts.join(", ")} }, ` : "";
    const init = `{ ${params}body: { name${index}: "n" } }`;
    return { id: `createItem${index}`, path: pathOf(index), init };
  });
}

const PROBLEM = {
  type: "object",
  required: ["title"],
  properties: { title: { type: "string" }, details: { type: "array", items: { type: "string" } } },
};

function pathOf(index: number): string {
  const parent = hasPath(index) ? "/parents/{parent-id}" : "";
  return `${parent}/groups/g${index % 40}/items${index}`;
}

function hasPath(index: number): boolean {
  return index % 3 !== 0;
}

function hasQuery(index: number): boolean {
  return index % 4 === 1;
}

function post(index: number): object {
  const query = [
    { name: "limit", in: "query", required: true, schema: { type: "integer" } },
    { name: "region", in: "query", schema: { type: "string", enum: ["eu", "us"] } },
  ];
  const path = { name: "parent-id", in: "path", required: true, schema: { type: "string" } };
  return {
    operationId: `createItem${index}`,
    summary: `Create an item of kind ${index}`,
    parameters: [...(hasPath(index) ? [path] : []), ...(hasQuery(index) ? query : [])],
    requestBody: { required: index % 5 !== 0, content: json(`Item${index}Input`) },
    responses: {
      [index % 2 === 0 ? "200" : "201"]: { description: "Done.", content: json(`Item${index}`) },
      "400": { description: "Refused.", content: json(`Item${index}Refusal`) },
      ...(index % 2 === 0
        ? { "4XX": { description: "Failed.", content: json("Problem") } }
        : { "404": { description: "Not found." } }),
      ...(index % 3 === 0 ? { default: { description: "Failed.", content: json("Problem") } } : {}),
    },
  };
}

function json(schema: string): object {
  return { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } };
}

function schemas(index: number): object {
  return {
    [`Item${index}Input`]: {
      type: "object",
      required: [`name${index}`],
      properties: {
        [`name${index}`]: { type: "string" },
        size: { type: "integer" },
        kind: { type: "string", enum: ["small", "large", `own-${index}`] },
      },
    },
    [`Item${index}`]: {
      type: "object",
      required: ["id", `name${index}`],
      properties: {
        id: { type: "string" },
        [`name${index}`]: { type: "string" },
        parent: { $ref: `#/components/schemas/Item${Math.max(0, index - 1)}` },
      },
    },
    [`Item${index}Refusal`]: {
      type: "object",
      required: [`reason${index}`],
      properties: { [`reason${index}`]: { type: "string" } },
    },
  };
}
