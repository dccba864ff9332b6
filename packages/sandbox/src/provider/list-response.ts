import { nodeAt } from "@countersign/spec/json";
import type { SandboxResponse } from "../exchange/sandbox-response.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import { setAt } from "../state/set-at.ts";
import { showRecord } from "../state/show-record.ts";
import type { RecordKey, StoredRecord } from "../state/store.ts";
import { exampleResponse } from "./example-response.ts";
import { recordsOf, valueBy } from "./find-record.ts";
import { listRecords } from "./list-records.ts";
import type { ProviderState } from "./provider-state.ts";
import { exampleOf } from "./record-response.ts";
import type { RequestValues } from "./request-values.ts";
import { notFound } from "./state-refusal.ts";

/** Returns the response of an operation that lists records. */
export function listResponse(
  operation: ResourceOperation,
  values: RequestValues,
  state: ProviderState,
): SandboxResponse {
  const { place, word } = operation;
  const records = recordsOf(operation, values, state);
  const wanted = word.match === undefined ? undefined : valueBy(word.by, values);
  const matching = records.filter(
    (each) =>
      (word.match === undefined || String(nodeAt(each.value, word.match)) === wanted) &&
      (word.in === undefined || word.in.includes(each.state ?? "")),
  );
  if (word.match !== undefined && matching.length === 0) throw notFound(operation, wanted ?? "");
  const page = listRecords(operation, matching, values);
  const { response, example } = exampleOf(operation);
  if (place === undefined || example === undefined) return exampleResponse(operation.operation);
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
