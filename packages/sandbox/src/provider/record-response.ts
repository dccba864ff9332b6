import { nodeAt } from "@countersign/spec/json";
import { exampleHeaders, mediaExample } from "../documents/examples.ts";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { setAt } from "../json/set-at.ts";
import { jsonContent, successResponse } from "../operations/success-response.ts";
import type { ResourceOperation } from "../resources/resource.ts";
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
  const described = jsonExample(operation);
  if (described === undefined) {
    return exampleResponse(operation.operation, values.request.headers.accept);
  }
  const { response, example } = described;
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

/** The documented example of a response in JSON. */
export interface JsonExample {
  readonly response: Pick<SandboxResponse, "status" | "headers">;
  readonly example: unknown;
}

/** Returns the example of an operation's success response in JSON; undefined if it has none. */
export function jsonExample({ operation }: ResourceOperation): JsonExample | undefined {
  const success = successResponse(operation);
  const [type, media] = (success && jsonContent(success.response.at("content"))) ?? [];
  const example = media && mediaExample(media);
  if (success === undefined || type === undefined || example === undefined) return undefined;
  const headers = { ...exampleHeaders(success.response), "content-type": type };
  return { response: { status: success.status, headers }, example };
}
