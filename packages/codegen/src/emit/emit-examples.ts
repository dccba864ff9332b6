import { FileExample, type Model, type OperationExamples } from "@countersign/spec/model";
import type { EmittedFile } from "../write/emitted-file.ts";
import { Expression, header, literal } from "./text.ts";

/**
 * Returns the document's examples as a module for tests. If it compiles, the examples have the generated
 * types; tests call operations with them.
 */
export function emitExamples(
  examples: readonly OperationExamples[],
  { typeName }: Model,
  source: string,
): EmittedFile {
  const entries = examples.map(({ operationId, inputs, responses }) => {
    const operation = `${typeName}Operations[${literal(operationId)}]`;
    return `  {
    operationId: ${literal(operationId)},
    inputs: ${literal(withFiles(inputs), 2)} satisfies ${operation}["input"][],
    responses: ${literal(withFiles(responses), 2)} satisfies ${operation}["response"][],
  },
`;
  });
  const text = `${header(source)}
import type { ${typeName}Operations } from "../../src/generated/operations.ts";

/** A document's example calls of one operation, and the bodies of the responses. */
export interface OperationExamples {
  readonly operationId: string;
  readonly inputs: readonly { readonly params?: object; readonly body?: unknown }[];
  readonly responses: readonly unknown[];
}

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
