import { isObject, nodeAt } from "@countersign/spec/json";
import { schemaProperties } from "@countersign/spec/openapi";
import type { Filter, StateRefusal } from "@countersign/spec/vocabulary";
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

/** How a list is paged: `x-countersign-pagination`, whose schema describes it. */
interface Pagination {
  readonly style: "cursor" | "page" | "offset";
  readonly size?: string;
  readonly cursor?: string;
  readonly next?: string;
  readonly nextParameter?: string;
  readonly more?: string;
  readonly page?: string;
  readonly firstPage?: number;
  readonly offset?: string;
  readonly total?: string;
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
  const matching = records.filter((record) => matches(operation, record, values));
  const { pagination } = operation.operation;
  // The vocabulary's schema describes this node.
  if (!isObject(pagination)) return { records: matching, values: new Map() };
  return cut(matching, pagination as unknown as Pagination, operation, values);
}

function cut(
  records: readonly StoredRecord[],
  pagination: Pagination,
  { operation, word }: ResourceOperation,
  values: RequestValues,
): Page {
  const {
    style,
    cursor,
    next,
    nextParameter,
    more,
    page,
    firstPage = 0,
    offset,
    total,
  } = pagination;
  const input = (pointer: string | undefined) => pointer && nodeAt(values, pointer);
  const size = Number(
    input(pagination.size) ?? defaultAt(operation.parameters, pagination.size) ?? DEFAULT_SIZE,
  );
  const found = new Map<string, unknown>();
  if (total !== undefined) found.set(total, records.length);
  if (style !== "cursor") {
    const skipped =
      style === "page"
        ? (Number(input(page) ?? firstPage) - firstPage) * size
        : Number(input(offset) ?? 0);
    return { records: records.slice(skipped, skipped + size), values: found };
  }
  const after = input(cursor);
  const index = records.findIndex(({ id }) => id === after);
  if (after !== undefined && index === -1) {
    const declared = word.refusals?.find((each) => each.in.includes("none"));
    throw unknownCursor(cursor ?? "", String(after), declared);
  }
  const shown = records.slice(index + 1, index + 1 + size);
  const hasMore = index + 1 + size < records.length;
  const last = shown.at(-1)?.id ?? null;
  if (more !== undefined) found.set(more, hasMore);
  if (next !== undefined) {
    const token = more === undefined && !hasMore ? null : last;
    found.set(
      next,
      token === null || nextParameter === undefined ? token : nextUrl(values, nextParameter, token),
    );
  }
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

function matches(
  { operation, place }: ResourceOperation,
  { value }: StoredRecord,
  { query }: RequestValues,
): boolean {
  const paging = JSON.stringify(operation.pagination ?? "");
  return operation.parameters
    .filter((each) => each.in === "query" && query[each.name] !== undefined)
    .every((parameter) => {
      const { name, schema, declaration } = parameter;
      const sent = query[name];
      const properties = isObject(sent) ? schemaProperties(schema) : new Map();
      if (paging.includes(`"/query/${name}`)) return true;
      if (!isObject(sent)) {
        const declared = declaration.at(FILTER).value ?? schema.at(FILTER).value;
        return passes(filterOf(name, declared, place), sent, value);
      }
      return Object.entries(sent).every(([key, each]) =>
        passes(filterOf(key, properties.get(key)?.at(FILTER).value, place), each, value),
      );
    });
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

function passes(filter: Filter | undefined, sent: unknown, record: unknown): boolean {
  if (filter === undefined) return true;
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
