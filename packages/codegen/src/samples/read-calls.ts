import { assertVocabulary } from "../load/assert-vocabulary.ts";
import { loadSpec, type Spec } from "../load/load-spec.ts";
import { Cursor } from "../model/cursor.ts";
import { type OperationExamples, toExamples } from "../model/examples.ts";
import type { Model } from "../model/model.ts";
import { toModel } from "../model/to-model.ts";
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
