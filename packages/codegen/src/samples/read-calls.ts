import { assertVocabulary } from "@countersign/spec/lint";
import { loadSpec, type Spec } from "@countersign/spec/load";
import type { Model } from "@countersign/spec/model";
import { type OperationExamples, toExamples, toModel } from "@countersign/spec/model";
import { Cursor } from "@countersign/spec/openapi";
import { sampledValue } from "./sampled-value.ts";

/** What a spec says, and the calls that it shows. */
export interface DescribedCalls {
  readonly model: Model;
  /** A call at least of every operation. */
  readonly examples: readonly OperationExamples[];
}

/**
 * Reads a spec folder, and the calls that it shows by its examples. What is required and has no example is
 * made up as its schema allows it.
 *
 * @throws SpecError when the spec is refused, or neither shows nor describes what an operation must be called
 * with.
 */
export async function readCalls(folder: string): Promise<DescribedCalls> {
  const spec = await loadSpec(folder);
  await assertVocabulary(spec);
  const model = toModel(spec);
  const examples = toExamples(spec, model, (schema) => sampledValue(schema, spec));
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
      `The operation ${id} says nothing of its body.`,
      "Give its content an `example` or a `schema`.",
    );
  }
}
