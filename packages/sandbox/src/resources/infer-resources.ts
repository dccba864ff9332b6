import { camelCase } from "@countersign/spec/openapi";
import type { Action } from "@countersign/spec/vocabulary";
import type { Operation } from "../operations/read-operations.ts";
import { jsonMedia, successResponse } from "../operations/success-response.ts";
import { findRecord } from "./record-place.ts";

/** What the paths of a document say about an operation. */
export interface Inference {
  /** Name of the resource. */
  readonly name: string;
  readonly action: Action;
  /** Where the request has the ID; undefined for a collection. */
  readonly by: string | undefined;
  readonly parents: readonly string[];
  /** Name of the property that the ID has in a record. */
  readonly idName: string;
}

/** A path with the operations on its items: `/users/{id}`. */
interface Item {
  /** Path of the collection: `/users`. */
  readonly collection: string;
  readonly path: string;
  /** Name of the path parameter with the ID. */
  readonly parameter: string;
  readonly parents: readonly string[];
  readonly idName: string;
  /** Schema of a record, by its pointer. */
  readonly record: string | undefined;
}

const ITEM_ACTIONS = new Map<string, Action>([
  ["get", "read"],
  ["put", "replace"],
  ["patch", "update"],
  ["delete", "delete"],
]);

/**
 * Infers resources from the paths of operations. A path and the same path with a parameter after it are a collection and
 * its items if an operation creates an item: by POST on the collection, or by PUT on the item.
 *
 * @returns by the ID of the operation.
 */
export function inferResources(operations: readonly Operation[]): ReadonlyMap<string, Inference> {
  const items = findItems(operations);
  const names = nameCollections(items.map(({ collection }) => collection));
  const inferred = new Map<string, Inference>();
  for (const operation of operations) {
    const found = inferOne(operation, items);
    if (found === undefined) continue;
    const { item, action } = found;
    inferred.set(operation.id, {
      name: names.get(item.collection) ?? item.collection,
      action,
      by: operation.path === item.collection ? undefined : `/path/${item.parameter}`,
      parents: item.parents,
      idName: item.idName,
    });
  }
  return inferred;
}

function inferOne(
  operation: Operation,
  items: readonly Item[],
): { readonly item: Item; readonly action: Action } | undefined {
  const { method, path, constantQuery } = operation;
  if (constantQuery.length > 0) return undefined;
  for (const item of items) {
    if (path === item.collection && method === "post") return { item, action: "create" };
    if (path === item.collection && method === "get") return { item, action: "list" };
    const action = ITEM_ACTIONS.get(method);
    if (path === item.path && action !== undefined) return { item, action };
  }
  // The longest path that the operation lies below.
  const [below] = items
    .filter((item) => path.startsWith(`${item.path}/`))
    .sort((one, other) => other.path.length - one.path.length);
  if (below === undefined) return undefined;
  const isRecord =
    below.record !== undefined && recordOf(operation, [below.idName]) === below.record;
  return { item: below, action: isRecord ? "read" : "none" };
}

function findItems(operations: readonly Operation[]): Item[] {
  const found: Item[] = [];
  for (const path of new Set(operations.map((operation) => operation.path))) {
    const match = /^(.+)\/\{([^{}/]+)\}$/.exec(path);
    const [, collection = "", parameter = ""] = match ?? [];
    const on = (method: string, at: string) =>
      operations.find(
        (each) => each.path === at && each.method === method && each.constantQuery.length === 0,
      );
    const creates = on("post", collection) ?? on("put", path);
    const reads = [on("get", path), on("patch", path), on("put", path), on("delete", path)];
    if (match === null || creates === undefined || reads.every((each) => each === undefined))
      continue;
    const names = ["id", ...spellings(parameter)];
    const shown = [...reads, creates].filter((each) => each !== undefined);
    const record = shown.map((each) => recordOf(each, names)).find((each) => each !== undefined);
    if (record === undefined) continue;
    const parents = [...collection.matchAll(/\{([^{}/]+)\}/g)].map(([, name = ""]) => name);
    found.push({ collection, path, parameter, parents, record, idName: idNameOf(shown, names) });
  }
  return found;
}

/** Returns the pointer of the schema of the record that an operation responds with. */
function recordOf(operation: Operation, names: readonly string[]): string | undefined {
  const media = jsonMedia(
    successResponse(operation)?.response.at("content") ?? operation.responses.at(""),
  );
  return media && findRecord(media.at("schema"), names)?.schema.pointer;
}

function idNameOf(operations: readonly Operation[], names: readonly string[]): string {
  const found = names.find((name) =>
    operations.some((operation) => recordOf(operation, [name]) !== undefined),
  );
  return found ?? "id";
}

/** Returns the name of a parameter as bodies may write it: `user-id`, `user_id`, `userId`. */
function spellings(name: string): string[] {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[-_.]/);
  return [...new Set([name, words.join("-"), words.join("_"), camelCase(words.join("-"))])];
}

/** Names each collection after its last words: as many as it takes to tell it from the others. */
function nameCollections(collections: readonly string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const collection of collections) {
    const words = collection.split("/").filter((part) => part !== "" && !part.startsWith("{"));
    const last = (count: number, of: readonly string[]) => of.slice(-count).join("/");
    let count = 1;
    const others = collections
      .filter((other) => other !== collection)
      .map((other) => other.split("/").filter((part) => part !== "" && !part.startsWith("{")));
    while (
      count < words.length &&
      others.some((other) => last(count, other) === last(count, words))
    ) {
      count += 1;
    }
    names.set(collection, camelCase(words.slice(-count).join("-")));
  }
  return names;
}
