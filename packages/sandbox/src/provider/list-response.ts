import { nodeAt } from "@countersign/spec/json";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import { setAt } from "../json/set-at.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import { showRecord } from "../state/show-record.ts";
import type { RecordKey, StoredRecord } from "../state/store.ts";
import { exampleResponse } from "./example-response.ts";
import { inStates, recordsOf, selectAll, valueBy } from "./find-record.ts";
import { listRecords } from "./list-records.ts";
import type { ProviderState } from "./provider-state.ts";
import { jsonExample } from "./record-response.ts";
import type { RequestValues } from "./request-values.ts";
import { notFound } from "./state-refusal.ts";

/** Returns the response of an operation that lists records. */
export function listResponse(
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): SandboxResponse {
  const { place, word } = operation;
  const matching =
    word.match === undefined
      ? inStates(recordsOf(operation, values, state), word.in)
      : selectAll(word, operation, values, state);
  if (word.match !== undefined && matching.length === 0) {
    throw notFound(operation, valueBy(word.by, values) ?? "");
  }
  const page = listRecords(operation, matching, values);
  const described = jsonExample(operation);
  if (place === undefined || described === undefined) return exampleResponse(operation.operation);
  const { response, example } = described;
  const items: unknown = nodeAt(example, place.at);
  const sample: unknown = Array.isArray(items) ? items[0] : undefined;
  const shown = page.records.map(({ value }) => showRecord(place.schema, value, sample));
  let body = setAt(example, place.at, shown);
  for (const [pointer, value] of page.values) body = setAt(body, pointer, value);
  const [first, last] = [page.records[0]?.id, page.records.at(-1)?.id];
  const { provider } = state;
  const nobody = emptyRecord({
    provider,
    account: values.account,
    resource: operation.resource.name,
    id: "",
  });
  body = state.keeper.written(body, word.sets ?? [], page.records[0] ?? nobody, { first, last });
  return { ...response, body: JSON.stringify(body) };
}

function emptyRecord(key: RecordKey): StoredRecord {
  return { ...key, value: {}, state: undefined, createdAt: 0, movedAt: 0, sequence: 0 };
}
