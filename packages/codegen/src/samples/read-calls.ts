import { assertVocabulary } from "@countersign/spec/lint";
import { loadSpec, type Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { type OperationExamples, toExamples, toModel } from "@countersign/spec/model";
import { Cursor } from "@countersign/spec/openapi";
import { sampledValue } from "@countersign/spec/samples";

/** The model of a spec, and its example calls. */
export interface DescribedCalls {
  readonly model: Model;
  /** At least one call of every operation. */
  readonly examples: readonly OperationExamples[];
}

/**
 * Reads a spec folder and the example calls in it. Required values without an example are made up from their
 * schemas.
 *
 * @throws SpecError when the spec is refused, or neither shows nor describes how to call an operation.
 */
export async function readCalls(folder: string): Promise<DescribedCalls> {
  const spec = await loadSpec(folder);
  await assertVocabulary(spec);
  const model = toModel(spec);
  const examples = toExamples(spec, model, (schema) =>
    sampledValue(schema, { document: spec.document, direction: "request" }),
  );
  assertBodies(spec, { model, examples });
  return { model, examples };
}

function assertBodies(spec: Spec, { model, examples }: DescribedCalls): void {
  const bodyless = examples.filter(({ inputs }) => !inputs.some((input) => "body" in input));
  const ids = new Set(bodyless.map(({ operationId }) => operationId));
  for (const { id, path, method } of model.operations.filter((each) => ids.has(each.id))) {
    const operation = Cursor.root(spec).at("paths").at(path).at(method.toLowerCase());
    const body = operation.at("requestBody");
    if (body.at("required").value !== true) continue;
    body.fail(
      `The operation ${id} does not describe its body.`,
      "Add an `example` or a `schema` to its content.",
    );
  }
}
