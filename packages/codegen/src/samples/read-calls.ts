import { assertVocabulary } from "../load/assert-vocabulary.ts";
import { loadSpec, type Spec } from "../load/load-spec.ts";
import { Cursor } from "../model/cursor.ts";
import { type OperationExamples, toExamples } from "../model/examples.ts";
import type { Model } from "../model/model.ts";
import { toModel } from "../model/to-model.ts";

/** What a spec says, and the calls that it shows. */
export interface DescribedCalls {
  readonly model: Model;
  /** A call at least of every operation. */
  readonly examples: readonly OperationExamples[];
}

/**
 * Reads a spec folder, and the calls that it shows by its examples.
 *
 * @throws SpecError when the spec is refused, or does not show what an operation must be called with.
 */
export async function readCalls(folder: string): Promise<DescribedCalls> {
  const spec = await loadSpec(folder);
  await assertVocabulary(spec);
  const model = toModel(spec);
  const examples = toExamples(spec, model);
  assertBodies(spec, { model, examples });
  return { model, examples };
}

function assertBodies(spec: Spec, { model, examples }: DescribedCalls): void {
  const bodyless = new Set(
    examples.filter(({ inputs }) => !inputs.some((input) => "body" in input)),
  );
  const ids = new Set([...bodyless].map(({ operationId }) => operationId));
  for (const { id, path, method } of model.operations.filter((each) => ids.has(each.id))) {
    const operation = Cursor.root(spec).at("paths").at(path).at(method.toLowerCase());
    const body = operation.at("requestBody");
    if (body.at("required").value !== true) continue;
    body.fail(
      `The operation ${id} shows no example of its body.`,
      "Give its content an `example`.",
    );
  }
}
