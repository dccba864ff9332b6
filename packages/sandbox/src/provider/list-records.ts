import { isObject, nodeAt } from "@countersign/spec/json";
import { schemaProperties } from "@countersign/spec/openapi";
import type { Filter, Pagination, StateRefusal } from "@countersign/spec/vocabulary";
import { Refusal } from "../exchange/refusal.ts";
import type { Parameter } from "../operations/read-parameters.ts";
import type { ResourceOperation } from "../resources/resource.ts";
import type { StoredRecord } from "../state/store.ts";
import type { RequestValues } from "./request-values.ts";

/** One page of a list. */
export interface Page {
  readonly records: readonly StoredRecord[];
  /** Values of the response by their JSON pointers, such as the link to the next page. */
  readonly values: ReadonlyMap<string, unknown>;
}

const FILTER = "x-countersign-filter";

/** Items of a page if the request does not say how many, and the document no default. */
const DEFAULT_SIZE = 10;

/**
 * Returns the page of a list that a request asks for.
 *
 * @param records - All records, the newest first.
 * @throws Refusal if the cursor is not the ID of a record.
 */
export function listRecords(
  operation: ResourceOperation,
  records: readonly StoredRecord[],
  values: RequestValues,
): Page {
  const filters = filtersOf(operation, values);
  const matching = records.filter(({ value }) =>
    filters.every(({ filter, sent }) => passes(filter, sent, value)),
  );
  const { pagination } = operation.operation;
  if (!isObject(pagination)) return { records: matching, values: new Map() };
  // The vocabulary's schema describes this node, and Pagination is that schema as a type.
  return cut(matching, pagination as unknown as Pagination, operation, values);
}

function cut(
  records: readonly StoredRecord[],
  pagination: Pagination,
  { operation, word }: ResourceOperation,
  values: RequestValues,
): Page {
  const input = (pointer: string | undefined) => pointer && nodeAt(values, pointer);
  const size = Number(
    input(pagination.size) ?? defaultAt(operation.parameters, pagination.size) ?? DEFAULT_SIZE,
  );
  if (pagination.style !== "cursor") {
    const { total } = pagination;
    const skipped =
      pagination.style === "page"
        ? (Number(input(pagination.page) ?? pagination.firstPage) - pagination.firstPage) * size
        : Number(input(pagination.offset) ?? 0);
    const found = total === undefined ? [] : [[total, records.length] as const];
    return { records: records.slice(skipped, skipped + size), values: new Map(found) };
  }
  const { cursor, next, nextParameter, more } = pagination;
  const after = input(cursor);
  const index = records.findIndex(({ id }) => id === after);
  if (after !== undefined && index === -1) {
    const declared = word.refusals?.find((each) => each.in.includes("none"));
    throw unknownCursor(cursor, String(after), declared);
  }
  const shown = records.slice(index + 1, index + 1 + size);
  const hasMore = index + 1 + size < records.length;
  const last = more === undefined && !hasMore ? null : (shown.at(-1)?.id ?? null);
  const isUrl = last !== null && nextParameter !== undefined;
  const found = new Map<string, unknown>([
    [next, isUrl ? nextUrl(values, nextParameter, last) : last],
  ]);
  if (more !== undefined) found.set(more, hasMore);
  return { records: shown, values: found };
}

function nextUrl({ request }: RequestValues, parameter: string, cursor: string): string {
  const url = new URL(request.target, "http://127.0.0.1");
  url.searchParams.set(parameter, cursor);
  return `${url.pathname}${url.search}`;
}

/** Returns the documented default of an input such as `/query/page/size`. */
function defaultAt(parameters: readonly Parameter[], pointer = ""): unknown {
  const [, place, name, ...rest] = pointer.split("/");
  if (place !== "query") return undefined;
  const schema = parameters.find((each) => each.in === "query" && each.name === name)?.schema;
  const inner = rest.reduce((each, key) => each && schemaProperties(each).get(key), schema);
  return inner?.at("default").value;
}

/** Returns the refusal of a cursor that is not the ID of a record: the one declared for no record, if there is one. */
function unknownCursor(pointer: string, cursor: string, declared?: StateRefusal): Refusal {
  const [, place, ...path] = pointer.split("/");
  const message =
    declared?.message ?? `${JSON.stringify(cursor)} is not the ID of an item of this list`;
  return new Refusal({
    status: typeof declared?.with === "number" ? declared.with : 400,
    code: "invalid_cursor",
    kind: "invalid-request",
    message: `${path.join(".")}: ${message}.`,
    details: [{ in: place === "body" ? "body" : "query", path: path.join("."), message }],
  });
}

/** A filter with what was sent for it. */
interface SentFilter {
  readonly filter: Filter;
  readonly sent: unknown;
}

/** Returns the filters that a query has, besides what pages through the list. */
function filtersOf(
  { operation, place }: ResourceOperation,
  { query }: RequestValues,
): readonly SentFilter[] {
  const paging = JSON.stringify(operation.pagination ?? "");
  return operation.parameters
    .filter(({ in: location, name }) => location === "query" && query[name] !== undefined)
    .filter(({ name }) => !paging.includes(`"/query/${name}`))
    .flatMap(({ name, schema, declaration }) => {
      const sent = query[name];
      if (!isObject(sent)) {
        const declared = declaration.at(FILTER).value ?? schema.at(FILTER).value;
        return [{ filter: filterOf(name, declared, place), sent }];
      }
      const properties = schemaProperties(schema);
      return Object.entries(sent).map(([key, each]) => ({
        filter: filterOf(key, properties.get(key)?.at(FILTER).value, place),
        sent: each,
      }));
    })
    .flatMap(({ filter, sent }) => (filter === undefined ? [] : [{ filter, sent }]));
}

/** Returns the filter that is declared, or the one by equality for the name of a property of the record. */
function filterOf(
  name: string,
  declared: unknown,
  place: ResourceOperation["place"],
): Filter | undefined {
  // The vocabulary's schema describes this node.
  if (isObject(declared)) return declared as unknown as Filter;
  if (place === undefined) return undefined;
  const properties = schemaProperties(place.schema);
  if (properties.has(name)) return { at: `/${name}`, compare: "equal" };
  const attributes = properties.get("attributes");
  const isAttribute = attributes !== undefined && schemaProperties(attributes).has(name);
  return isAttribute ? { at: `/attributes/${name}`, compare: "equal" } : undefined;
}

function passes(filter: Filter, sent: unknown, record: unknown): boolean {
  const value = nodeAt(record, filter.at);
  const values = Array.isArray(value) ? value.map(String) : [String(value)];
  const wanted = String(sent);
  switch (filter.compare) {
    case "in":
      return wanted.split(",").some((each) => values.includes(each.trim()));
    case "contains":
      return values.some((each) => each.toLowerCase().includes(wanted.toLowerCase()));
    case "from":
      return Date.parse(String(value)) >= Date.parse(wanted);
    case "to":
      return Date.parse(String(value)) <= Date.parse(wanted);
    default:
      return values.includes(wanted);
  }
}
