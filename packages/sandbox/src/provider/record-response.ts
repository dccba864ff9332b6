import { nodeAt } from "@countersign/spec/json";
import { mediaExample } from "../documents/examples.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { jsonMedia, successResponse } from "../operations/success-response.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import { setAt } from "../state/set-at.ts";
import { showRecord } from "../state/show-record.ts";
import type { StoredRecord } from "../state/store.ts";
import { exampleResponse } from "./example-response.ts";
import { callOf } from "./make-moves.ts";
import type { ProviderState } from "./provider-state.ts";
import type { RequestValues } from "./request-values.ts";

/** Returns the response of an operation that shows a record. */
export function recordResponse(
  operation: ResourceOperation,
  record: StoredRecord,
  values: RequestValues,
  { keeper, tokens }: ProviderState,
): SandboxResponse {
  const { place, word } = operation;
  const { response, example } = exampleOf(operation);
  if (example === undefined)
    return exampleResponse(operation.operation, values.request.headers.accept);
  const body =
    place === undefined
      ? example
      : setAt(example, place.at, showRecord(place.schema, record.value, nodeAt(example, place.at)));
  const own = (word.sets ?? []).filter(({ keep, resource }) => !keep && resource === undefined);
  const shown = keeper.written(body, own, record, callOf(operation, values));
  if (word.issues !== undefined) {
    const token = nodeAt(shown, word.issues.at);
    if (typeof token === "string") tokens.issue(word.issues, token, record);
  }
  return { ...response, body: JSON.stringify(shown) };
}

/** Returns the example of a success response that is JSON, parsed; undefined if there is none. */
export function exampleOf({ operation }: ResourceOperation): {
  readonly response: SandboxResponse;
  readonly example: unknown;
} {
  const success = successResponse(operation);
  const media = success && jsonMedia(success.response.at("content"));
  const example = media && mediaExample(media);
  const response =
    example === undefined ? { status: 200, headers: {}, body: "" } : exampleResponse(operation);
  return { response, example };
}
