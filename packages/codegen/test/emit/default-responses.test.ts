import { HEAD } from "@countersign/testing/spec";
import { expect, test } from "vitest";
import { generated } from "../helpers/generated.ts";
import { SAME, typeErrors } from "../helpers/type-check.ts";

const body = (name: string): string =>
  `{ description: One., content: { application/json: { schema: { type: object, required: [${name}], properties: { ${name}: { type: string } } } } } }`;

const operation = (id: string, responses: Readonly<Record<string, string>>): string =>
  `  /${id}:
    get:
      operationId: ${id}
      responses:
${Object.entries(responses)
  .map(([status, name]) => `        ${status}: ${body(name)}\n`)
  .join("")}`;

test("a `default` response is the success response if the operation describes no other", async () => {
  const files = await generated(`${HEAD}paths:
${operation("onlyDefault", { default: "name" })}${operation("withError", { default: "name", '"4XX"': "code" })}`);
  const program = `import type { OnlyDefaultResponse, OnlyDefaultError, WithErrorResponse, WithErrorErrors } from "./src/generated/operations.js";
${SAME}
sure<Same<OnlyDefaultResponse, { name: string }>>();
sure<Same<OnlyDefaultError, { name: string }>>();
sure<Same<WithErrorResponse, { name: string }>>();
sure<Same<keyof WithErrorErrors, "default" | "4XX">>();
`;
  expect(await typeErrors(files, program)).toEqual([]);
});

test("a `default` response is an error response beside a success response", async () => {
  const files = await generated(`${HEAD}paths:
${operation("usual", { '"200"': "name", default: "code" })}`);
  const program = `import type { UsualResponse, UsualErrors } from "./src/generated/operations.js";
${SAME}
sure<Same<UsualResponse, { name: string }>>();
sure<Same<UsualErrors, { default: { code: string } }>>();
`;
  expect(await typeErrors(files, program)).toEqual([]);
});

test("a range beside codes is one more success response", async () => {
  const files = await generated(`${HEAD}paths:
${operation("ranges", { '"200"': "name", '"2XX"': "job", default: "code" })}`);
  const program = `import type { RangesResponse, RangesError } from "./src/generated/operations.js";
${SAME}
sure<Same<RangesResponse, { name: string } | { job: string }>>();
sure<Same<RangesError, { code: string }>>();
`;
  expect(await typeErrors(files, program)).toEqual([]);
});
