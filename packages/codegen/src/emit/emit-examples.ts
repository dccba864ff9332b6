import { FileExample, type OperationExamples } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { Expression, header, literal } from "./text.ts";

/**
 * Returns the document's examples as a module for tests. If it compiles, the examples have the generated
 * types; tests call operations with them.
 */
export function emitExamples(examples: readonly OperationExamples[], source: string): EmittedFile {
  const entries = examples.map(({ operationId, inputs, responses }) => {
    const operation = `operations[${literal(operationId)}]`;
    return `  {
    operationId: ${literal(operationId)},
    inputs: ${literal(withFiles(inputs), 2)} satisfies Input<${operation}>[],
    responses: ${literal(withFiles(responses), 2)} satisfies ResponseOf<${operation}>[],
  },
`;
  });
  const text = `${header(source)}${TYPES}
export const examples: readonly OperationExamples[] = [
${entries.join("")}];
`;
  return { path: "test/generated/examples.ts", text };
}

/** Replaces each file by an expression that creates it. */
function withFiles(value: unknown): unknown {
  if (value instanceof FileExample) return new Expression(`new Blob([${literal(value.text)}])`);
  if (Array.isArray(value)) return value.map(withFiles);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withFiles(child)]));
}

const TYPES = `
import type { operations } from "../../src/generated/schema.js";

/** A document's example calls of one operation, and the bodies of the responses. */
export interface OperationExamples {
  readonly operationId: string;
  readonly inputs: readonly { readonly params?: object; readonly body?: unknown }[];
  readonly responses: readonly unknown[];
}

type Content<T> = T extends { content: infer C } ? C[keyof C] : undefined;

type Input<Operation extends { parameters: unknown }> = {
  params?: Operation["parameters"];
  body?: Operation extends { requestBody?: infer B } ? Content<NonNullable<B>> : never;
};

type ResponseOf<Operation extends { responses: unknown }> = {
  [S in keyof Operation["responses"]]: \`\${S & (string | number)}\` extends \`2\${string}\`
    ? Content<Operation["responses"][S]>
    : never;
}[keyof Operation["responses"]];
`;
